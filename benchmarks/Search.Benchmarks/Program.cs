System.Console.WriteLine("search benchmarks");
