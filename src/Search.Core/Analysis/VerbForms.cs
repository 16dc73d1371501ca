namespace Search.Core.Analysis;

/// <summary>
/// Forms of verbs that the stemmer's dictionary holds as words of their own and therefore leaves alone (<c>visiting, detailed, ruled</c>),
/// although a reader who asks for one form means the others too. Those that have gone their own way (<c>building, housing, according, united</c>)
/// are not here.
/// </summary>
internal static class VerbForms
{
    private static readonly Dictionary<string, string> s_verbs = Read("""
        abandon: abandoned; abide: abiding; absorb: absorbing; accommodate: accommodating; accomplish: accomplished; accuse: accused; act: acting
        admit: admitted; advance: advanced; affect: affected affecting; ally: allied; appeal: appealing; apply: applied; armour: armoured
        articulate: articulated; assure: assured; attest: attested; awake: awaking; awaken: awakening; back: backing; balance: balanced; bathe: bathing
        beat: beating; become: becoming; begin: beginning; bid: bidding; bind: binding; bite: biting; blast: blasted; bleed: bleeding
        bless: blessed blessing; board: boarding; bond: bonded; book: booking; borrow: borrowing; bounce: bouncing; bow: bowed bowing; brace: bracing
        breathe: breathing; breed: breeding; brief: briefing; broadcast: broadcasting; burn: burning burned; calculate: calculating; call: calling; carve: carving
        cast: casting; catch: catching; celebrate: celebrated; challenge: challenging; charge: charged; charm: charming; check: checked; cheer: cheering
        classify: classified; clear: clearing; cling: clinging; close: closed; coat: coating; collect: collected; color: colored coloring; come: coming
        command: commanding; commit: committed; complicate: complicated; concentrate: concentrated; concern: concerned; confess: confessed
        confirm: confirmed; connect: connected; consider: considered considering; constrain: constrained; consult: consulting; contain: contained
        convince: convinced convincing; cook: cooking; cope: coping; correspond: corresponding; cover: covering; crack: cracked; crash: crashing
        cross: crossing; crowd: crowded; cry: crying; cultivate: cultivated; curse: cursed; cut: cutting; dash: dashed; date: dated; deal: dealing
        decide: decided; declare: declared; dedicate: dedicated; demand: demanding; depart: departed; depress: depressed; deprive: deprived
        descend: descended; deserve: deserving; design: designing; detail: detailed; determine: determined; devastate: devastating; devote: devoted
        dig: digging; disable: disabled; disappoint: disappointed disappointing; disconnect: disconnected; discriminate: discriminating
        dispose: disposed; dissent: dissenting; dissipate: dissipated; distinguish: distinguished; distract: distracted; distress: distressing
        disturb: disturbed; draw: drawing; dress: dressing; drive: driving; dwell: dwelling; earn: earning earned; educate: educated; elevate: elevated
        enable: enabling; end: ending; endure: enduring; engage: engaged engaging; entertain: entertaining; exact: exacting; excite: excited exciting
        exclude: excluding; exist: existing; experience: experienced; explode: exploded; face: facing; fail: failing; favor: favored; feel: feeling
        fill: filling; find: finding; finish: finished; fish: fishing; fit: fitted fitting; fix: fixed; flare: flared; flip: flipping; float: floating
        flow: flowing; flower: flowering; fly: flying; forbid: forbidding; force: forced; forge: forging; forgive: forgiving; freeze: freezing
        frighten: frightened; fuse: fused; gather: gathering; glare: glaring; glow: glowing; govern: governing; greet: greeting; grip: gripping
        group: grouping; guard: guarded; halt: halting; hang: hanging; happen: happening; haunt: haunting; heat: heated heating; help: helping
        hide: hiding; hold: holding; honor: honored; hunt: hunting; hurry: hurried; illuminate: illuminating; impact: impacted; impose: imposing
        incline: inclined; include: included; incorporate: incorporated; inflame: inflamed; inflate: inflated; inform: informed; inhibit: inhibited
        inspire: inspired; insure: insured; integrate: integrated; intend: intended; interest: interested interesting; invite: inviting
        involve: involved; isolate: isolated; justify: justified; keep: keeping; kill: killing; knock: knocking; know: knowing; lack: lacking; lag: lagging
        land: landed landing; lapse: lapsed; lash: lashing; last: lasting; lead: leading; lean: leaning leaned; leap: leaped; learn: learned learning; let: letting
        liberate: liberated; license: licensed; light: lighting; limit: limited limiting; linger: lingering; live: living; load: loaded
        locate: located; loot: looting; love: loving; make: making; map: mapping; mark: marked marking; marry: married; mask: masked; match: matching
        measure: measured; meet: meeting; melt: melting; mine: mining; miss: missing; mix: mixed; mourn: mourning; move: moving; mute: muted
        neighbor: neighboring; nest: nesting; note: noted; observe: observing; offer: offering; open: opening; order: ordered; organize: organized
        override: overriding; overwhelm: overwhelming; pack: packed packing; park: parking; pass: passing; pave: paved paving; peak: peaked
        penetrate: penetrating; pick: picked; place: placed; plead: pleading; please: pleased pleasing; point: pointed; poll: polling; possess: possessed
        post: posting; pound: pounding; practice: practiced; prepare: prepared; prescribe: prescribed; press: pressed pressing; pretend: pretended
        prevail: prevailing; print: printing; proceed: proceeding; profess: professed; prolong: prolonged; promise: promising; pronounce: pronounced
        provide: provided providing; provoke: provoking; publish: publishing; punish: punishing; push: pushed; qualify: qualified
        question: questioning; race: racing; rank: ranking; rate: rating; rattle: rattling; read: reading; receive: received receiving; reckon: reckoning
        record: recording; refine: refined; refresh: refreshing; relate: related; relax: relaxing; relieve: relieved; render: rendering
        repeat: repeated repeating; repress: repressed; reserve: reserved; resign: resigned; respect: respecting; restrain: restrained
        restrict: restricted; retire: retired retiring; reveal: revealing; revolve: revolving; reward: rewarding; ride: riding; rig: rigging; rise: rising
        roar: roaring; roll: rolling; root: rooted; row: rowing; rule: ruling; rumor: rumored; run: running; sail: sailing; satisfy: satisfying; save: saving
        scare: scared; scatter: scattered; screen: screening; script: scripted; seal: sealing; search: searching; see: seeing; serve: serving
        set: setting; settle: settled; shape: shaped; shelter: sheltered; shine: shining; ship: shipping; shock: shocking; shorten: shortening
        shout: shouting; show: showing; sight: sighted; simulate: simulated; sing: singing; sit: sitting; smash: smashed smashing; smoke: smoking
        soak: soaked; specialize: specialized; speed: speeding; split: splitting; spot: spotted; stab: stabbing; stage: staging; stand: standing
        stare: staring; stir: stirring; stop: stopping; strain: strained; strand: stranded; streamline: streamlined; strike: striking; study: studied
        subdue: subdued; suffer: suffering; suppose: supposed; surpass: surpassing; surprise: surprising; surround: surrounding; sweep: sweeping
        swell: swelling; swim: swimming; swing: swinging; take: taking; teach: teaching; tell: telling; think: thinking; tick: ticking; tire: tired
        title: titled; touch: touched touching; trace: tracing; train: training; travel: traveled; trim: trimming; truck: trucking; turn: turning
        understand: understanding; undertake: undertaking; vary: varied; veil: veiled; visit: visiting; wake: waking; walk: walking; wander: wandering
        want: wanting; warn: warning; wash: washing; wear: wearing; weight: weighted; whip: whipping; win: winning; wire: wiring; wither: withering
        word: wording; work: working; worry: worried; wrap: wrapping; write: writing; yield: yielding
        """);

    /// <summary>The verb of a form that the stemmer kept; any other word as it is.</summary>
    public static string Base(string stem) => s_verbs.GetValueOrDefault(stem, stem);

    private static Dictionary<string, string> Read(string table)
    {
        var verbs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in table.Split([';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            int colon = entry.IndexOf(':', StringComparison.Ordinal);
            foreach (string form in entry[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                verbs.Add(form, entry[..colon]);
        }

        return verbs;
    }
}
