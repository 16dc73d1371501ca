namespace Search.Core;

/// <summary>The declared type of a field of the caller's.</summary>
/// <param name="Name">The field's name: letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; not one of the built-in names.</param>
/// <param name="Type">Its type.</param>
public sealed record FieldDefinition(string Name, FieldType Type);
