namespace Cortex.Messaging.Stores;

/// <summary>The tables of one part of a service. <see cref="Version"/> rises when <see cref="Sql"/> changes; a store of another version is refused.</summary>
public sealed record StoreSchema(string Name, int Version, string Sql);
