using Search.Benchmarks.Commands;

return await new CommandTable(
    new PeersCommand(),
    new HighlightCommand(),
    new IndexCommand(),
    new SpeedCommand(),
    new FacetsCommand(),
    new ScaleCommand(),
    new GameCommand(),
    new NewsCommand(),
    new ExpandCommand(),
    new MicroCommand(),
    new LaterCommand("load", "open-loop load on a running host"),
    new LaterCommand("relevance", "nDCG, MAP, recall and MRR on judged collections"),
    new IndexWithCommand()).RunAsync(args);
