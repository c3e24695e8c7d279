/** The largest groups of a vocabulary, with how many there are besides. */
import { count, counted } from '../../design/numbers.js';
import { Empty } from '../../design/states.js';

export interface GroupsProps {
  readonly title: string;
  /** What is counted, in the singular. */
  readonly unit: string;
  readonly grouping: {
    readonly groups: ReadonlyArray<{ readonly key: string; readonly displayName: string; readonly count: number }>;
    readonly groupCount: number;
    readonly unknownCount: number;
  };
  readonly href: (key: string) => string;
}

export function Groups({ title, unit, grouping: { groups, groupCount, unknownCount }, href }: GroupsProps) {
  return (
    <section>
      <h3>{title}</h3>
      {groups.length === 0 ? <Empty>No record states any.</Empty> : (
        <ol class="overview-groups">
          {groups.map(({ key, displayName, count: papers }) => (
            <li key={key}><a href={href(key)}><bdi>{displayName}</bdi></a> <span class="quiet">{counted(papers, unit)}</span></li>
          ))}
        </ol>
      )}
      <p class="quiet small">
        {groupCount > groups.length && `The ${groups.length} largest of ${count(groupCount)}. `}
        {unknownCount > 0 && `Not known of ${counted(unknownCount, unit)}.`}
      </p>
    </section>
  );
}
