/// The style sheet of the HTML report: calm and dense, from a telephone to a wall, light and dark, and on paper.
enum ExplorerStyle {
  static let text = """

    :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d8dee4;--link:#0b5cad;--mark:#fff3c4;
    --critical:#9b1152;--high:#b42318;--medium:#8a5200;--low:#1f5f8b;--info:#57606a;--critical-bg:#fdebf3;--high-bg:#feeceb;--medium-bg:#fff4dd;--low-bg:#e8f2fa;--info-bg:#eef0f2}
    @media(prefers-color-scheme:dark){:root{--page:#0f1318;--card:#171c23;--ink:#e4e8ed;--soft:#a3adb8;--line:#303842;--link:#7cb7f5;--mark:#4a3d10;
    --critical:#ff8cc0;--high:#ff9d94;--medium:#f0bf60;--low:#8cc8f5;--info:#b3bcc6;--critical-bg:#3d1429;--high-bg:#401a17;--medium-bg:#3a2a08;--low-bg:#12304a;--info-bg:#262d35}}
    *{box-sizing:border-box}
    html{scroll-padding-top:1rem}
    body{font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;background:var(--page);color:var(--ink);margin:0 auto;max-width:110rem;padding:1.2rem clamp(.8rem,2.5vw,3rem) 4rem;overflow-wrap:break-word}
    a{color:var(--link);text-underline-offset:2px}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px}
    .skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.4rem .8rem}
    h1{font-size:1.5rem;line-height:1.25;margin:.2rem 0}h2{font-size:1.2rem;margin:2rem 0 .6rem}h3{font-size:1.05rem;margin:1.6rem 0 .2rem}
    p{margin:.4rem 0}
    .soft{color:var(--soft)}.small{font-size:.86em}
    code,pre,.id,kbd{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.87em;overflow-wrap:anywhere}
    pre{background:var(--page);border:1px solid var(--line);border-radius:6px;padding:.45rem .7rem;margin:.4rem 0;white-space:pre-wrap;flex:1}
    kbd{border:1px solid var(--line);border-radius:4px;padding:0 .35em;background:var(--card)}
    mark{background:var(--mark);color:inherit;font-weight:700;border-radius:2px}
    summary{cursor:pointer}details{margin:.35rem 0}
    #summary,#risks-box,.card,section.entry{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.2rem;margin:1rem 0}
    .verdict{font-size:1.2rem;line-height:1.45;max-width:70rem;margin:.1rem 0 1rem}
    .banner{border:1px solid var(--high);border-left-width:6px;border-radius:6px;background:var(--high-bg);padding:.5rem .9rem;margin:.8rem 0}
    .good{border-color:var(--low);background:var(--low-bg)}
    .tiles,.legend{display:flex;flex-wrap:wrap;gap:.6rem;padding:0;margin:.4rem 0;list-style:none}
    .tile{flex:1 1 7rem;border:1px solid var(--line);border-radius:8px;padding:.5rem .8rem}
    .figure{display:block;font-size:1.7rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums}
    .legend{gap:.2rem 1.2rem}
    .charts{display:flex;flex-wrap:wrap;gap:1rem 3rem;margin-top:.8rem}
    figure{margin:0;flex:1 1 20rem;max-width:40rem}figcaption{font-weight:600;margin-bottom:.4rem}
    svg.bar{width:100%;height:1.6rem;border-radius:5px;display:block}svg.histogram{width:100%;max-height:11rem;display:block}
    svg text{fill:var(--soft);font-size:10px;text-anchor:middle}
    .fill-critical{fill:var(--critical)}.fill-high{fill:var(--high)}.fill-medium{fill:var(--medium)}.fill-low{fill:var(--low)}.fill-info{fill:var(--info)}
    .severity{display:inline-block;font-weight:700;font-size:.76rem;letter-spacing:.03em;text-transform:uppercase;border-radius:4px;padding:.05rem .4rem;white-space:nowrap}
    .critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}.info{color:var(--info)}
    .severity.critical{background:var(--critical-bg)}.severity.high{background:var(--high-bg)}.severity.medium{background:var(--medium-bg)}.severity.low{background:var(--low-bg)}.severity.info{background:var(--info-bg)}
    .tag,.chip{font-size:.76rem;color:var(--soft);border:1px solid var(--line);border-radius:99px;padding:0 .5rem;white-space:nowrap}
    .chip{display:inline-block;color:var(--ink);white-space:normal;margin:.2rem .4rem .2rem 0}
    .scroll{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px;margin:.6rem 0}
    table{border-collapse:collapse;width:100%}
    th,td{text-align:left;vertical-align:top;padding:.4rem .7rem;border-bottom:1px solid var(--line)}
    tbody tr:last-child>*{border-bottom:0}tbody th{font-weight:400}thead th{font-weight:600;background:var(--page);white-space:nowrap}
    tbody tr:hover>*{background:color-mix(in srgb,var(--link) 5%,transparent)}tr.under:hover>*{background:none}
    .number{text-align:right;font-variant-numeric:tabular-nums}
    .name{font-weight:600}td code,th code{white-space:nowrap}
    .matrix td,.matrix th[aria-sort],.matrix thead th:not(:first-child){text-align:center}.matrix td{white-space:nowrap;padding:.3rem .4rem}.matrix thead th:first-child{text-align:left}
    .power{display:inline-block;font-size:.78rem;font-weight:600;border:1.5px solid currentColor;border-radius:5px;padding:.02rem .45rem;text-decoration:none;margin:1px 2px;white-space:nowrap}
    .power.read{color:var(--low)}.power.change{color:var(--medium)}.power.takeover{color:var(--critical)}
    .power.carried{border-style:dotted}.power small{font-weight:400}
    .power.granted{color:var(--card);border-color:transparent}.power.granted.read{background:var(--low)}.power.granted.change{background:var(--medium)}.power.granted.takeover{background:var(--critical)}
    .finding{border-left:4px solid var(--line);padding:.1rem 0 .1rem .9rem;margin:.9rem 0}
    .edge-critical{border-color:var(--critical)}.edge-high{border-color:var(--high)}.edge-medium{border-color:var(--medium)}.edge-low{border-color:var(--low)}
    .finding:target,.finding.target{background:var(--low-bg)}
    .command{display:flex;gap:.5rem;align-items:start}
    .card{margin:.3rem 0;padding:.4rem 1rem;border:0}
    .card table{font-size:.93em}
    .under .card,.under>td>.finding{position:sticky;left:.7rem;max-width:calc(100vw - 2*clamp(.8rem,2.5vw,3rem) - 2.5rem)}.under .card{padding:.2rem .4rem}.card details{overflow-x:auto}
    button,select,input{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:.25rem .6rem;min-height:2rem}
    button{cursor:pointer}button:disabled{opacity:.5;cursor:default}
    .sort,.fold,.chip button{border:0;background:none;padding:0;min-height:1.5rem;font-weight:inherit}.fold{width:1.5rem;margin-left:-.4rem}
    .copy{margin-top:.4rem}
    .tabs{display:flex;flex-wrap:wrap;gap:.2rem;border-bottom:1px solid var(--line);margin:.4rem 0 .8rem}
    .tabs a{padding:.45rem .9rem;text-decoration:none;color:var(--soft);border-bottom:3px solid transparent}
    .tabs a[aria-current]{color:var(--ink);border-color:var(--link);font-weight:600}
    .filters{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end}
    .filters label{display:flex;flex-direction:column;gap:.15rem;font-size:.8rem;color:var(--soft);flex:1 1 8rem;max-width:16rem}.filters label.wide{flex:3 1 18rem;max-width:34rem;display:block}
    .filters select,.filters input{font-size:.95rem;color:var(--ink);width:100%}.filters .wide input{display:block;margin-top:.15rem}
    .pages{display:flex;flex-wrap:wrap;gap:.8rem;align-items:center;margin:.6rem 0}
    dt{font-weight:600}dd{margin:0 0 .4rem 1.2rem}ol{padding-left:1.6rem}li{margin:.15rem 0}
    @media(max-width:40rem){body{font-size:14px}.verdict{font-size:1.08rem}.tile{flex-basis:6rem}th,td{padding:.35rem .5rem}.filters label{flex-basis:45%}}
    @media(min-width:160rem){body{font-size:18px;max-width:150rem}}
    @media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#333;--line:#bbb}body{max-width:none;padding:0;font-size:10pt}.tabs,.filters,.pages,.skip,.fold,.copy,.chip button{display:none}.scroll{overflow:visible;border:0}details:not([open])>*:not(summary){display:none}.finding,tr,figure{break-inside:avoid}#summary{break-after:avoid}.power.granted{-webkit-print-color-adjust:exact;print-color-adjust:exact}}

    """
}
