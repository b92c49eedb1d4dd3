extension ExplorerScript {
  /// Which entries, findings and permissions fit the filters.
  static let filters = #"""

    // Words are looked for once in the shared texts; entries then compare numbers.
    const finder = text => {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      const sets = words.map(word => {
        const has = value => value.toLowerCase().includes(word);
        const shared = new Set();
        texts.forEach((value, index) => { if (has(value)) shared.add(index); });
        const held = new Set();
        for (const key in tables.permissions) if (has(tables.permissions[key][0])) held.add(+key);
        const rules = new Set();
        tables.rules.forEach((rule, index) => { if (has(rule[0]) || rule[1] && has(rule[1])) rules.add(index); });
        const fits = value => typeof value === 'number' ? shared.has(value) : !!value && has(value);
        return { fits, held, rules };
      });
      const named = (set, entry) => set.fits(entry[NAME]) || set.fits(entry[APPID]) || set.fits(entry[PATH])
        || entry[OWNERS].some(set.fits);
      const found = (set, finding) => set.rules.has(finding[RULE]) || set.fits(finding[MESSAGE]) || set.fits(finding[PRINT]);
      const holds = (set, entry) => entry[HELD].some(held => typeof held === 'number' ? set.held.has(held) : held.some(set.fits));
      return {
        entry: entry => sets.every(set => named(set, entry) || holds(set, entry) || entry[FINDINGS].some(finding => found(set, finding))),
        finding: (entry, finding) => sets.every(set => named(set, entry) || found(set, finding)),
        permission: row => words.every(word => row[0].toLowerCase().includes(word) || row[1].toLowerCase().includes(word)),
        text: value => words.every(word => value.toLowerCase().includes(word)),
      };
    };
    const narrowsPermission = () => state.flow || state.resource || state.permission || state.kind;
    const fitsPermission = row => (!state.flow || row[2] === state.flow) && (!state.resource || row[1] === state.resource)
      && (!state.permission || row[0].toLowerCase() === state.permission.toLowerCase())
      && (!state.kind || +(row[3][kinds.indexOf(state.kind)] || 0) > 0);
    const narrowsFinding = () => state.severity || state.rule || state.state;
    const fitsFinding = finding => (!state.severity || severity(finding) >= severities.indexOf(state.severity))
      && (!state.rule || tables.rules[finding[RULE]][0] === state.rule)
      && (state.state ? state.state === ['new', 'unchanged', 'suppressed'][status(finding)]
        : !state.severity || status(finding) !== SUPPRESSED);
    const fitsEntry = entry => (!state.basis || kindOf(entry) === state.basis)
      && (!state.owner || entry[OWNERS].some(owner => say(owner) === state.owner))
      && (!narrowsPermission() || entry[HELD].some(held => fitsPermission(permission(held))));
    const chosen = () => {
      if (state.entry !== '') return entries[+state.entry] ? [+state.entry] : [];
      const find = finder(state.q);
      const result = [];
      entries.forEach((entry, index) => {
        if (fitsEntry(entry) && (!narrowsFinding() || entry[FINDINGS].some(fitsFinding)) && find.entry(entry)) result.push(index);
      });
      return result;
    };

    // Controls; each holds one part of the state.
    const pick = (key, label, options) => {
      const select = make('select', { id: 'by-' + key, change: event => change({ [key]: event.target.value, entry: '' }) },
        make('option', { value: '' }, 'any'), options.map(([value, text]) => make('option', { value }, text)));
      return make('label', { for: 'by-' + key }, label, select);
    };
    const sorted = values => [...new Set(values)].sort((a, b) => a < b ? -1 : a > b ? 1 : 0);
    const controls = () => {
      const rows = Object.values(tables.permissions);
      let timer = 0;
      const later = key => event => {
        clearTimeout(timer);
        timer = setTimeout(() => change({ [key]: event.target.value.trim(), entry: '' }, true), 150);
      };
      const used = new Set();
      for (const entry of entries) for (const finding of entry[FINDINGS]) used.add(finding[RULE]);
      return make('form', { class: 'filters', role: 'search', submit: event => event.preventDefault() },
        make('label', { for: 'by-q', class: 'wide' }, 'Search ', make('kbd', {}, '/'),
          make('input', { type: 'search', id: 'by-q', autocomplete: 'off', spellcheck: 'false', input: later('q'),
            placeholder: 'name, id, permission, rule, owner, words' })),
        pick('severity', 'Severity', severities.map(name => [name, name + ' or worse']).reverse()),
        pick('rule', 'Rule', sorted([...used].map(index => tables.rules[index][0])).map(id => [id, id])),
        pick('flow', 'Flow', [['application', 'application'], ['delegated', 'delegated']]),
        pick('kind', 'Data', kinds.map(kind => [kind, kind])),
        pick('resource', 'Resource', sorted(rows.map(row => row[1])).map(name => [name, name])),
        make('label', { for: 'by-permission' }, 'Permission',
          make('input', { id: 'by-permission', list: 'permission-names', autocomplete: 'off', spellcheck: 'false', input: later('permission') }),
          make('datalist', { id: 'permission-names' }, sorted(rows.map(row => row[0])).map(value => make('option', { value })))),
        pick('basis', 'Basis', sorted(entries.map(kindOf)).map(name => [name, name])),
        pick('state', 'State', [['new', 'new'], ['unchanged', 'known from the baseline'], ['suppressed', 'suppressed']]),
        make('button', { type: 'button', click: () => change({ ...plainState, view: state.view }) }, 'Clear'));
    };
    """#
}
