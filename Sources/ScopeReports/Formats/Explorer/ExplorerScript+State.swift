extension ExplorerScript {
  /// What is shown, as the address's fragment has it, so that a view can be sent to somebody.
  static let state = #"""

    const views = ['applications', 'findings', 'who', 'permissions', 'owners'];
    const titles = { applications: 'Applications', findings: 'Findings', who: 'Who can touch what',
      permissions: 'Permissions', owners: 'Owners' };
    const plainState = { view: 'applications', q: '', severity: '', rule: '', flow: '', resource: '', permission: '',
      kind: '', basis: '', state: '', owner: '', entry: '', sort: '', page: '1' };
    let state = { ...plainState };
    const fragment = next => {
      const pairs = Object.entries(next).filter(([key, value]) => key === 'view' || value !== plainState[key]);
      return '#' + new URLSearchParams(pairs).toString();
    };
    const parse = () => {
      const given = location.hash.slice(1);
      const next = { ...plainState };
      if (!given.startsWith('view=')) return null;
      for (const [key, value] of new URLSearchParams(given)) if (key in next) next[key] = value;
      if (!views.includes(next.view)) next.view = 'applications';
      return next;
    };
    const change = (part, keeps) => {
      state = { ...state, page: '1', ...part };
      history[keeps ? 'replaceState' : 'pushState'](null, '', fragment(state));
      show();
    };
    const link = (part, text, label) => make('a', { href: fragment({ ...plainState, ...part }), 'aria-label': label }, text);

    // Anchors of other formats lead to a finding or an application, wherever it is shown.
    const follow = () => {
      const next = parse();
      if (next) { state = next; show(); return; }
      const id = decodeURIComponent(location.hash.slice(1));
      let match = /^([at])-(\d+)$/.exec(id);
      if (match) {
        const index = +match[2] - 1 + (match[1] === 't' ? applications : 0);
        if (entries[index]) { state = { ...plainState, entry: String(index) }; show(); reveal(id); }
        return;
      }
      match = /^f-[0-9a-f]+(?:-\d+)?$/.exec(id);
      if (!match) { show(); return; }
      const index = entries.findIndex(entry => entry[FINDINGS].some(finding => findingAnchor(entry, finding) === id));
      if (index >= 0) { state = { ...plainState, entry: String(index) }; show(); reveal(id); }
      else { show(); count.textContent = 'A report of this size does not carry that finding\u2019s fingerprint; search for its rule. ' + count.textContent; }
    };
    const reveal = id => {
      const element = document.getElementById(id);
      if (!element) return;
      element.classList.add('target');
      element.scrollIntoView({ block: 'start' });
      element.setAttribute('tabindex', '-1');
      element.focus({ preventScroll: true });
    };
    """#
}
