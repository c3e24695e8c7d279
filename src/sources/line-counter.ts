/** Line numbers of positions in a text that is read from front to back. */
export class LineCounter {
  private line = 1;
  private counted = 0;

  constructor(private readonly text: string) {}

  /** 1-based line of an index. Cost: the distance from the last index asked for. */
  lineOf(index: number): number {
    if (index < this.counted) return this.line - newlines(this.text, index, this.counted);
    this.line += newlines(this.text, this.counted, index);
    this.counted = index;
    return this.line;
  }
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
