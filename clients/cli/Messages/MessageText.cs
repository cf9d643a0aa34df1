using System.Text;
using System.Text.Json;
using Cortex.Cli.Terminal;
using Cortex.Contracts;
using Cortex.Contracts.Api;

namespace Cortex.Cli.Messages;

internal static class MessageText
{
    /// <summary>The contract without its namespace.</summary>
    public static string Name(string type) => type[(type.LastIndexOf('.') + 1)..];

    public static string Of(ParkedMessageDetails details)
    {
        var message = details.Message;
        var text = new StringBuilder()
            .Append($"Message  {message.Id}\n")
            .Append($"Type     {Printable.Of(message.Type)}\n")
            .Append($"For      {message.Service ?? "whoever hears it"}\n")
            .Append($"Run      {message.Run?.ToString() ?? "none"}\n")
            .Append($"Created  {message.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC\n")
            .Append($"Cause    {details.Cause?.ToString() ?? "from outside"}\n")
            .Append($"Reason   {Printable.Of(message.Reason)}\n");
        if (!details.CanBeResent)
            text.Append("         It cannot be sent again: this version knows no such contract.\n");
        var payload = details.Payload is { } json ? JsonSerializer.Serialize(json, CortexJson.Indented) : details.Text ?? "";
        return text.Append('\n').AppendJoin('\n', payload.Split('\n').Select(Printable.Of)).ToString();
    }
}
