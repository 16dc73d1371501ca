using Search.Benchmarks.Commands;

return await new CommandTable(
    new PeersCommand(),
    new HighlightCommand(),
    new IndexCommand(),
    new SpeedCommand(),
    new FacetsCommand(),
    new DuplicatesCommand(),
    new SuggestCommand(),
    new AlertsCommand(),
    new FeaturesCommand(),
    new ScaleCommand(),
    new GameCommand(),
    new NewsCommand(),
    new ExpandCommand(),
    new MicroCommand(),
    new LoadCommand(),
    new UpdatesCommand(),
    new OpenCommand(),
    new RelevanceCommand(),
    new IndexWithCommand()).RunAsync(args);
