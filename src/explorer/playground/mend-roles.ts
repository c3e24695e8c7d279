/**
 * What GraphiQL tells screen readers amiss. The bar of open queries is told as tabs whose content is two buttons, which
 * nobody can reach: it becomes a list of buttons, with the open one marked as current. Entries of the history are named
 * otherwise than they read.
 */

function mend(root: HTMLElement): void {
  for (const list of root.querySelectorAll('[role="tablist"]')) list.removeAttribute('role');
  for (const tab of root.querySelectorAll('li.graphiql-tab')) {
    tab.removeAttribute('role');
    tab.removeAttribute('aria-selected');
    const button = tab.querySelector('.graphiql-tab-button');
    const isOpen = tab.classList.contains('graphiql-tab-active');
    if (button && (button.getAttribute('aria-current') === 'true') !== isOpen) {
      if (isOpen) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  }
  const session = root.querySelector('#graphiql-session[role="tabpanel"]');
  session?.setAttribute('role', 'region');
  for (const entry of root.querySelectorAll('.graphiql-history-item-label[aria-label]')) entry.removeAttribute('aria-label');
}

/** Keeps it mended while GraphiQL draws it anew, at most once a frame. */
export function mendRoles(root: HTMLElement): void {
  let isDue = false;
  const observer = new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      mend(root);
    });
  });
  observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['class', 'role'] });
}
