/// The page's style: light and dark by the reader's choice, and black on white on paper.
enum DeltaStyleSheet {
  static let text = """
    :root {
      --paper: #ffffff; --sheet: #f6f7f9; --ink: #1b1f24; --soft: #57606a; --line: #d0d7de;
      --bad: #b3141d; --bad-sheet: #fff0ef; --careful: #7d4e00; --careful-sheet: #fff6df;
      --good: #116329; --good-sheet: #eefbf1; --link: #0550ae;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --paper: #0f1318; --sheet: #171c23; --ink: #e8ebef; --soft: #a3adb8; --line: #39424d;
        --bad: #ff9a94; --bad-sheet: #38161a; --careful: #f2c055; --careful-sheet: #32270d;
        --good: #77d692; --good-sheet: #11291a; --link: #86b9ff;
      }
    }
    @media print {
      :root {
        --paper: #ffffff; --sheet: #ffffff; --ink: #000000; --soft: #333333; --line: #888888;
        --bad: #8a0b12; --bad-sheet: #ffffff; --careful: #5c3900; --careful-sheet: #ffffff;
        --good: #0b4a1d; --good-sheet: #ffffff; --link: #000000;
      }
    }
    * { box-sizing: border-box; }
    html { background: var(--paper); color: var(--ink); }
    body {
      margin: 0 auto; max-width: 76rem; padding: 1.5rem clamp(1rem, 4vw, 3rem) 3rem;
      font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      overflow-wrap: anywhere;
    }
    h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
    h1 { font-size: 1.75rem; margin: 0 0 1rem; }
    h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
    h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
    .app + .app, nav + main { border-top: 1px solid var(--line); margin-top: 2.5rem; }
    nav + main { border-top-width: 3px; }
    .versions { font-weight: 400; color: var(--soft); white-space: nowrap; }
    main:focus { outline: none; }
    a { color: var(--link); }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
    .skip { position: absolute; left: -100vw; }
    .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .25rem .75rem; }
    .hidden {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
      white-space: nowrap;
    }
    code {
      font: .875em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
      background: var(--sheet); border-radius: 4px; padding: .1em .3em;
    }
    .chip, .risk {
      display: inline-block; border: 1px solid currentColor; border-radius: 1em; padding: 0 .6em;
      font-size: .8125rem; font-weight: 600; white-space: nowrap;
    }
    .chip.bad, .risk.critical { color: var(--bad); background: var(--bad-sheet); }
    .chip.careful, .risk.high { color: var(--careful); background: var(--careful-sheet); }
    .chip.good { color: var(--good); background: var(--good-sheet); }
    .chip.plain, .risk.medium, .risk.low { color: var(--soft); background: var(--sheet); }
    .risk.critical { background: var(--bad); color: var(--paper); border-color: var(--bad); }
    .risk.low { border-style: dashed; font-weight: 400; }
    .verdicts {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .75rem;
      margin: 0;
    }
    .verdicts > div {
      border: 1px solid var(--line); border-left: 5px solid var(--soft); border-radius: 6px;
      padding: .6rem .9rem; background: var(--sheet);
    }
    .verdicts > .bad { border-left-color: var(--bad); background: var(--bad-sheet); }
    .verdicts > .careful { border-left-color: var(--careful); background: var(--careful-sheet); }
    .verdicts > .good { border-left-color: var(--good); background: var(--good-sheet); }
    .verdicts dt { font-size: .8125rem; color: var(--soft); }
    .verdicts dd { margin: 0; }
    .verdicts strong { display: block; font-size: 1.125rem; }
    .verdicts .bad strong { color: var(--bad); }
    .verdicts .careful strong { color: var(--careful); }
    .verdicts .good strong { color: var(--good); }
    .verdicts code { background: none; padding: 0; }
    .findings { list-style: none; margin: 0; padding: 0; }
    .findings li { display: flex; align-items: baseline; gap: .6rem; margin: .4rem 0; }
    .findings .chip { flex: none; min-width: 5.5rem; text-align: center; }
    .scroll { overflow-x: auto; margin: .75rem 0 1.25rem; }
    table {
      border-collapse: collapse; width: 100%; min-width: 44rem; overflow-wrap: break-word;
    }
    td code, th code { overflow-wrap: anywhere; }
    caption { text-align: left; color: var(--soft); font-size: .875rem; padding-bottom: .35rem; }
    th, td {
      border-top: 1px solid var(--line); padding: .55rem .75rem .55rem 0; text-align: left;
      vertical-align: top; font-weight: 400;
    }
    thead th { border-top: 0; color: var(--soft); font-size: .8125rem; font-weight: 600; }
    tbody th { font-weight: 600; min-width: 11rem; }
    tbody th code { font-weight: 400; }
    tbody tr:last-child > * { border-bottom: 1px solid var(--line); }
    .scope { color: var(--soft); font-weight: 400; }
    .level { white-space: nowrap; min-width: 10rem; }
    .change, .levels { display: block; }
    .glyph { font-weight: 700; display: inline-block; width: 1em; text-align: center; }
    tr.bad .change { color: var(--bad); font-weight: 600; }
    tr.good .change { color: var(--good); }
    tr.careful > th { color: var(--careful); }
    td p { margin: 0 0 .25rem; }
    td p:last-child { margin-bottom: 0; }
    .place { color: var(--soft); font-size: .8125rem; }
    .place code { background: none; padding: 0; }
    th .place { display: block; font-weight: 400; }
    .none { color: var(--soft); }
    .files { display: grid; grid-template-columns: max-content 1fr; gap: .25rem .75rem; margin: 0; }
    .files dt { color: var(--soft); }
    .files dd { margin: 0; }
    .files .place { display: block; }
    footer {
      margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .75rem; color: var(--soft);
      font-size: .8125rem;
    }
    @media (forced-colors: active) {
      .chip, .risk, .verdicts > div { border-color: CanvasText; forced-color-adjust: auto; }
    }
    @media print {
      @page { margin: 16mm 14mm; }
      body { max-width: none; padding: 0; font-size: 10pt; }
      .skip { display: none; }
      .scroll { overflow: visible; }
      table { min-width: 0; }
      h1 { font-size: 16pt; }
      h2 { font-size: 13pt; margin-top: 14pt; }
      h3 { font-size: 11pt; }
      .verdicts { grid-template-columns: repeat(3, 1fr); }
      th, td { padding-top: 4pt; padding-bottom: 4pt; }
      h2, h3, caption { break-after: avoid; }
      tr, .verdicts > div, .findings li { break-inside: avoid; }
      thead { display: table-header-group; }
      code { background: none; padding: 0; }
      .risk.critical { color: #ffffff; background: #8a0b12; print-color-adjust: exact; }
      a { text-decoration: none; }
    }

    """
}
