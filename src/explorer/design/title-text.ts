/**
 * Titles and abstracts as people read them. Sources leave HTML entities and TeX formulas in them: entities become the
 * characters they stand for, simple formulas become letters and signs with raised and lowered parts. Nothing is ever
 * taken for markup: `<script>` in a title is eight characters. What isn't understood stays as written.
 */

/** A stretch of a title: at the line, raised or lowered. */
export interface TitlePart {
  readonly text: string;
  readonly place: 'line' | 'raised' | 'lowered';
}

/** Names of the entities for the characters 160 to 255, in their order. */
const LATIN = (
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest ' +
  'Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig ' +
  'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
).split(' ');

/** Greek letters by the names that HTML and TeX share. */
const GREEK = pairs(
  'alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω ' +
  'Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω',
);

const ENTITIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(LATIN.map((name, index) => [name, String.fromCharCode(160 + index)])),
  ...GREEK,
  ...pairs('amp & lt < gt > quot " apos \' ndash – mdash — hellip … lsquo ‘ rsquo ’ ldquo “ rdquo ” bull • prime ′ minus − le ≤ ge ≥ ne ≠ infin ∞ rarr → larr ← harr ↔ trade ™ Scaron Š scaron š OElig Œ oelig œ'),
};

const COMMANDS: Readonly<Record<string, string>> = {
  ...GREEK,
  ...pairs(
    'varepsilon ε vartheta ϑ varphi φ varrho ϱ times × cdot · pm ± mp ∓ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ sim ∼ simeq ≃ equiv ≡ infty ∞ to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ in ∈ subset ⊂ subseteq ⊆ cup ∪ cap ∩ ' +
    'sum ∑ prod ∏ int ∫ partial ∂ nabla ∇ forall ∀ exists ∃ ell ℓ hbar ℏ dagger † circ ∘ star ⋆ ast ∗ oplus ⊕ otimes ⊗ propto ∝ ldots … cdots ⋯ dots … ll ≪ gg ≫ langle ⟨ rangle ⟩ sqrt √ deg ° % % $ $ & & # # _ _ { { } }',
  ),
  log: 'log', ln: 'ln', exp: 'exp', sin: 'sin', cos: 'cos', max: 'max', min: 'min', ',': ' ', ' ': ' ', ';': ' ', '!': '', quad: ' ', left: '', right: '', limits: '',
};

/** Commands that only change how their argument is set. */
const DRESS = /\\(?:mathrm|mathbf|mathit|mathcal|mathbb|mathsf|mathfrak|mathscr|text|textrm|textit|textbf|emph|operatorname|boldsymbol|bm|rm|bf|it|cal)(?![A-Za-z])\s*/g;

/** `$…$` as Pandoc reads it (no space inside the signs, no digit behind), so that "from $5 to $10" is none; and `\(…\)`. No longer than is shown as one: what opens and never ends is looked through no further. */
const FORMULA = /\$(?!\s)((?:[^$\\]|\\.){1,300}?)(?<!\s)\$(?!\d)|\\\((.{1,300}?)\\\)/g;

function pairs(text: string): Record<string, string> {
  const words = text.split(' ');
  return Object.fromEntries(words.flatMap((word, index) => (index % 2 === 0 ? [[word, words[index + 1] ?? '']] : [])));
}

/** Characters instead of entities, once: what was escaped twice shows as it would have been escaped once. */
export function withoutEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]{1,31}));/g, (written: string, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? written;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : parseInt(decimal, 10);
    // Control characters, surrogates and what lies beyond Unicode stay as written.
    return code < 32 || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff ? written : String.fromCodePoint(code);
  });
}

/** A formula's parts; null where it has something that can't be shown on one line. */
function formulaParts(source: string): readonly TitlePart[] | null {
  const rest = source.replace(DRESS, '');
  const parts: TitlePart[] = [];
  const token = /\\([A-Za-z]+|.)|([_^])\s*(?:\{([^{}]*)\}|\\([A-Za-z]+)\s*|([^\\{}]))|[{}]|[^\\{}_^]+/gy;
  let end = 0;
  for (let match = token.exec(rest); match !== null; match = token.exec(rest)) {
    end = token.lastIndex;
    const [whole, command, script, group, scriptCommand, character] = match;
    if (command !== undefined) {
      const text = COMMANDS[command];
      if (text === undefined) return null;
      parts.push({ text, place: 'line' });
    } else if (script !== undefined) {
      const inner = formulaParts(group ?? (scriptCommand === undefined ? (character ?? '') : `\\${scriptCommand}`));
      if (inner === null || inner.some(({ place }) => place !== 'line')) return null;
      parts.push({ text: inner.map(({ text }) => text).join(''), place: script === '^' ? 'raised' : 'lowered' });
    } else if (whole !== '{' && whole !== '}') parts.push({ text: whole.replaceAll('~', ' '), place: 'line' });
  }
  return end === rest.length ? parts : null;
}

/** Neighbours at the same place as one. */
function joined(parts: readonly TitlePart[]): readonly TitlePart[] {
  const result: TitlePart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.place === part.place) result[result.length - 1] = { text: last.text + part.text, place: part.place };
    else if (part.text !== '') result.push(part);
  }
  return result;
}

/** The parts of a title or abstract. Linear; formulas of more than 300 characters stay as written. */
export function titleParts(written: string): readonly TitlePart[] {
  const text = withoutEntities(written);
  const parts: TitlePart[] = [];
  let from = 0;
  for (const match of text.matchAll(FORMULA)) {
    const source = match[1] ?? match[2] ?? '';
    const formula = source.length <= 300 ? formulaParts(source) : null;
    if (formula === null) continue;
    parts.push({ text: text.slice(from, match.index), place: 'line' }, ...formula);
    from = match.index + match[0].length;
  }
  parts.push({ text: text.slice(from), place: 'line' });
  return joined(parts);
}

/** The title as one plain text: for the window's title, for names of buttons. */
export function titleText(written: string): string {
  return titleParts(written).map(({ text }) => text).join('');
}
