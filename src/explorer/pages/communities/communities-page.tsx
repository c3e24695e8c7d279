import type { PageProps } from '../../app/routes.js';
import { PageTitle } from '../../design/page-title.js';

export function CommunitiesPage({ address }: PageProps) {
  return <PageTitle title={address.path.join(' ')} />;
}
