extension ExplorerScript {
  /// The five tables.
  static let views = #"""

    const title = index => [make('span', { class: 'name' }, entries[index][NAME]), ' ',
      / \(service principal\)$|^token/.test(entries[index][NAME]) ? null : make('span', { class: 'tag' }, kindOf(entries[index]))];
    const powerOf = value => value ? make('span', { class: 'power ' + levels[value] }, levels[value]) : make('span', { class: 'soft' }, 'none');
    const show1 = {
      applications: () => table(titles.applications, [
        { key: 'name', title: 'Application', value: index => entries[index][NAME].toLowerCase(), text: index => entries[index][NAME],
          cell: index => [title(index), make('br'), make('span', { class: 'id soft' }, entries[index][APPID])] },
        { key: 'worst', title: 'Worst', isNumber: true, value: index => facts[index].worst * 1e6 + facts[index].count,
          text: index => severities[facts[index].worst] || '', cell: index => badge(facts[index].worst) },
        { key: 'findings', title: 'Findings', isNumber: true, value: index => facts[index].count, cell: index => facts[index].count },
        { key: 'reach', title: 'Reach', isNumber: true, value: index => facts[index].reach, text: index => levels[facts[index].reach], cell: index => powerOf(facts[index].reach) },
        { key: 'app', title: 'Application permissions', isNumber: true, value: index => facts[index].app, cell: index => facts[index].app },
        { key: 'delegated', title: 'Delegated', isNumber: true, value: index => facts[index].delegated, cell: index => facts[index].delegated },
        { key: 'owners', title: 'Owners', isNumber: true, value: index => entries[index][OWNERCOUNT],
          cell: index => entries[index][OWNERCOUNT] < 0 ? make('span', { class: 'soft' }, 'not shown') : entries[index][OWNERCOUNT] },
      ], chosen(), 'worst.down', { label: index => entries[index][NAME], body: card, isOpen: state.entry !== '' }),

      findings: () => {
        const find = finder(state.q);
        const rows = [];
        entries.forEach((entry, index) => {
          if (state.entry !== '' ? index !== +state.entry : !fitsEntry(entry)) return;
          for (const finding of entry[FINDINGS]) if (fitsFinding(finding) && find.finding(entry, finding)) rows.push([index, finding]);
        });
        return table(titles.findings, [
          { key: 'severity', title: 'Severity', isNumber: true, value: row => severity(row[1]), text: row => severities[severity(row[1])], cell: row => badge(severity(row[1])) },
          { key: 'rule', title: 'Rule', value: row => tables.rules[row[1][RULE]][0], cell: row => make('a', { href: '#r-' + tables.rules[row[1][RULE]][0] }, tables.rules[row[1][RULE]][0]) },
          { key: 'application', title: 'Application', value: row => entries[row[0]][NAME].toLowerCase(), text: row => entries[row[0]][NAME], cell: row => make('a', { href: '#' + anchor(row[0]) }, entries[row[0]][NAME]) },
          { key: 'what', title: 'What', value: row => say(row[1][MESSAGE]), cell: row => say(row[1][MESSAGE]) },
        ], rows, 'severity.down', { label: row => tables.rules[row[1][RULE]][0] + ' in ' + entries[row[0]][NAME], body: row => findingCard(entries[row[0]], row[1]) });
      },

      who: () => {
        // A registration and its service principal are one row.
        const groups = new Map();
        for (const index of chosen()) {
          if (!facts[index].reach) continue;
          const key = entries[index][FLAGS] & TOKEN ? 'token ' + index : entries[index][APPID].toLowerCase() || 'entry ' + index;
          if (!groups.has(key)) groups.set(key, []);
          groups.get(key).push(index);
        }
        const best = (group, kind) => {
          const marks = {};
          for (const index of group) {
            const basis = entries[index][FLAGS] & PRINCIPAL ? 'granted' : entries[index][FLAGS] & TOKEN ? 'carried' : 'asked';
            for (const held of entries[index][HELD]) {
              const value = level(held, kind), flow = permission(held)[2];
              if (!value || state.flow && flow !== state.flow) continue;
              const old = marks[basis];
              if (!old || value > old.value || value === old.value && flow === 'application') marks[basis] = { value, flow, index };
            }
          }
          return marks;
        };
        const top = marks => Math.max(0, ...Object.values(marks).map(mark => mark.value * 2 + (mark.flow === 'application')));
        const rows = [...groups.values()].map(group => ({ group, marks: kinds.map((kind, place) => best(group, place)) }));
        const shownKinds = kinds.map((kind, place) => place).filter(place => place < kinds.length - 1 || rows.some(row => top(row.marks[place])));
        const chip = (basis, mark, kind, name) => make('a', { class: 'power ' + levels[mark.value] + ' ' + basis, href: '#' + anchor(mark.index),
          'aria-label': name + ', ' + kind + ': ' + levels[mark.value] + ', ' + basis + (mark.flow === 'delegated' ? ', for a user' : '') },
          levels[mark.value], mark.flow === 'delegated' ? make('small', {}, ' user') : null);
        return table(titles.who, [
          { key: 'name', title: 'Application', value: row => entries[row.group[0]][NAME].toLowerCase(), text: row => entries[row.group[0]][NAME],
            cell: row => make('a', { href: '#' + anchor(row.group[0]) }, entries[row.group[0]][NAME]) },
          ...shownKinds.map(place => ({ key: kinds[place], title: kinds[place], isNumber: true, value: row => top(row.marks[place]),
            text: row => Object.entries(row.marks[place]).map(([basis, mark]) => levels[mark.value] + ' ' + basis + (mark.flow === 'delegated' ? ' for a user' : '')).join('; '),
            cell: row => Object.keys(row.marks[place]).length
              ? Object.entries(row.marks[place]).map(([basis, mark]) => chip(basis, mark, kinds[place], entries[row.group[0]][NAME]))
              : make('span', { class: 'soft', 'aria-hidden': 'true' }, '\u00b7') })),
          { key: 'sum', title: 'Reach', isNumber: true, value: row => row.marks.reduce((sum, marks) => sum + 10 ** Math.max(0, top(marks) - 1), 0),
            text: row => levels[Math.max(...row.group.map(index => facts[index].reach))], cell: row => powerOf(Math.max(...row.group.map(index => facts[index].reach))) },
        ], rows, 'sum.down');
      },

      permissions: () => {
        const rows = new Map();
        const find = finder(state.q);
        for (const entry of entries) {
          if (state.basis && kindOf(entry) !== state.basis) continue;
          for (const held of new Set(entry[HELD])) {
            const row = permission(held);
            if (!fitsPermission(row) || !find.permission(row)) continue;
            if (!rows.has(row)) rows.set(row, { row, reach: reach(held), granted: 0, asked: 0 });
            if (entry[FLAGS] & PRINCIPAL) rows.get(row).granted++; else rows.get(row).asked++;
          }
        }
        return table(titles.permissions, [
          { key: 'name', title: 'Permission', value: one => one.row[0].toLowerCase(), text: one => one.row[0], cell: one => link({ permission: one.row[0], flow: one.row[2] === '?' ? '' : one.row[2] }, make('code', {}, one.row[0])) },
          { key: 'resource', title: 'Resource', value: one => one.row[1], cell: one => one.row[1] },
          { key: 'flow', title: 'Flow', value: one => one.row[2], cell: one => one.row[2] },
          { key: 'reach', title: 'Reach', isNumber: true, value: one => one.reach * 1e6 + one.granted + one.asked, text: one => levels[one.reach], cell: one => one.reach ? powerOf(one.reach) : one.row[5] || 'signs in' },
          { key: 'kinds', title: 'Data', value: one => one.row[3], text: one => kinds.filter((kind, place) => +one.row[3][place] > 0).join(' '), cell: one => kinds.filter((kind, place) => +one.row[3][place] > 0).join(', ') },
          { key: 'granted', title: 'Granted to', isNumber: true, value: one => one.granted, cell: one => one.granted },
          { key: 'asked', title: 'Asked for by', isNumber: true, value: one => one.asked, cell: one => one.asked },
        ], [...rows.values()], 'reach.down');
      },

      owners: () => {
        const rows = new Map();
        const add = (owner, index) => {
          if (!rows.has(owner)) rows.set(owner, { owner, count: 0, worst: -1, reach: 0 });
          const row = rows.get(owner);
          row.count++;
          row.worst = Math.max(row.worst, facts[index].worst);
          row.reach = Math.max(row.reach, facts[index].reach);
        };
        for (const index of chosen()) {
          const entry = entries[index];
          if (entry[OWNERS].length) for (const owner of new Set(entry[OWNERS])) add(say(owner), index);
          else add(entry[OWNERCOUNT] === 0 ? '(no owner)' : '(owners not shown)', index);
        }
        return table(titles.owners, [
          { key: 'owner', title: 'Owner', value: row => row.owner.toLowerCase(), text: row => row.owner, cell: row => row.owner.startsWith('(') ? row.owner : link({ owner: row.owner }, row.owner) },
          { key: 'count', title: 'Applications', isNumber: true, value: row => row.count, cell: row => row.count },
          { key: 'worst', title: 'Worst', isNumber: true, value: row => row.worst * 1e6 + row.count, text: row => severities[row.worst] || '', cell: row => badge(row.worst) },
          { key: 'reach', title: 'Reach', isNumber: true, value: row => row.reach, text: row => levels[row.reach], cell: row => powerOf(row.reach) },
        ], [...rows.values()], 'worst.down');
      },
    };
    """#
}
