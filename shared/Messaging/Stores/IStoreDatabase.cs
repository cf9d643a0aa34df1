namespace Cortex.Messaging.Stores;

/// <summary>What the store needs of an engine.</summary>
internal interface IStoreDatabase : IDisposable
{
    /// <summary>As messages name it, without credentials.</summary>
    string Name { get; }

    /// <summary>What a person can do when it cannot be written.</summary>
    string Advice { get; }

    /// <summary>Creates missing tables.</summary>
    /// <exception cref="StoreException">Another version wrote them.</exception>
    void Migrate(IReadOnlyList<StoreSchema> schemas);

    /// <summary>A connection of its own for the writer.</summary>
    StoreCommands OpenWriter();

    /// <summary>A connection to read with; given back by <see cref="Return"/>.</summary>
    StoreCommands Rent();

    void Return(StoreCommands reader);

    /// <summary>Begins a commit. Writers of the same name wait for each other from here on.</summary>
    /// <returns>The time of a database that has a clock which all its writers see; else null.</returns>
    DateTimeOffset? Begin(StoreCommands writer);

    /// <summary>The database's own failure, as opposed to one of the code that uses it.</summary>
    bool IsFailure(Exception e);

    /// <summary>The whole commit is lost, not only the decision that met the failure.</summary>
    bool EndsCommit(Exception e);

    /// <summary>The connection is of no use any more; the same question may be asked on another one.</summary>
    bool EndsConnection(Exception e);
}
