using Search.Benchmarks.Commands;

return await new CommandTable(
    new PeersCommand(),
    new HighlightCommand(),
    new IndexCommand(),
    new SpeedCommand(),
    new MicroCommand(),
    new LaterCommand("scale", "cost against growth"),
    new LaterCommand("load", "open-loop load on a running host"),
    new LaterCommand("relevance", "nDCG, MAP, recall and MRR on judged collections"),
    new LaterCommand("game", "the protocol of the public search benchmark game"),
    new IndexWithCommand()).RunAsync(args);
