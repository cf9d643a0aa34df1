namespace Cortex.Messaging.Stores;

/// <summary>The store cannot be used; the message says what, where and what to do.</summary>
public sealed class StoreException(string message, Exception? inner = null) : Exception(message, inner);
