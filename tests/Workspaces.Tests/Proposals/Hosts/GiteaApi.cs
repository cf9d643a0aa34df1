using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Workspaces.Tests.Proposals.Hosts;

/// <summary>https://docs.gitea.com/api/, as far as it is called.</summary>
internal static class GiteaApi
{
    public static void Map(IEndpointRouteBuilder api, StandInPulls pulls)
    {
        var repository = api.MapGroup("/repos/{owner}/{name}");
        repository.MapGet("/pulls", (int page, int limit, string state) => Results.Json(new JsonArray(
            [.. pulls.All.Where(p => p.State == state).Skip((page - 1) * limit).Take(limit).Select(p => (JsonNode)Json(p, pulls))])));
        repository.MapGet("/pulls/{number:int}", (int number) => pulls.Find(number) is { } pull ? Results.Json(Json(pull, pulls)) : Missing());
        repository.MapPost("/pulls", (JsonObject asked) =>
        {
            var title = (string)asked["title"]!;
            var (pull, refusal) = pulls.Open((string)asked["head"]!, (string)asked["base"]!, title, (string)asked["body"]!, title.StartsWith("WIP: ", StringComparison.Ordinal));
            return pull is null
                ? Results.Json(new JsonObject { ["message"] = refusal, ["url"] = "https://example.org/api/swagger" }, statusCode: refusal!.Contains("already exists", StringComparison.Ordinal) ? 409 : 404)
                : Results.Json(Json(pull, pulls), statusCode: 201);
        });
        repository.MapPatch("/pulls/{number:int}", (int number, JsonObject asked) =>
        {
            if (pulls.Find(number) is not { } pull)
                return Missing();
            pull.Title = (string?)asked["title"] ?? pull.Title;
            pull.Body = (string?)asked["body"] ?? pull.Body;
            pull.State = (string?)asked["state"] ?? pull.State;
            return Results.Json(Json(pull, pulls), statusCode: 201);
        });
        repository.MapGet("/labels", (int page, int limit) => Results.Json(new JsonArray(
            [.. pulls.KnownLabels.Select((name, i) => (JsonNode)new JsonObject { ["id"] = i + 1, ["name"] = name }).Skip((page - 1) * limit).Take(limit)])));
        repository.MapPost("/labels", (JsonObject asked) =>
        {
            pulls.KnownLabels.Add((string)asked["name"]!);
            return Results.Json(new JsonObject { ["id"] = pulls.KnownLabels.Count, ["name"] = (string)asked["name"]! }, statusCode: 201);
        });
        repository.MapPost("/issues/{number:int}/labels", (int number, JsonObject asked) =>
        {
            pulls.Find(number)!.Labels.AddRange(asked["labels"]!.AsArray().Select(id => pulls.KnownLabels[(int)id! - 1]));
            return Results.Json(new JsonArray());
        });
        repository.MapPost("/pulls/{number:int}/requested_reviewers", (int number, JsonObject asked) =>
        {
            var reviewers = asked["reviewers"]!.AsArray().Concat(asked["team_reviewers"]!.AsArray()).Select(r => (string)r!).ToList();
            if (reviewers.Contains("stranger"))
                return Results.Json(new JsonObject { ["message"] = "Not a reviewer" }, statusCode: 422);
            pulls.Find(number)!.Reviewers.AddRange(reviewers);
            return Results.Json(new JsonArray(), statusCode: 201);
        });
        repository.MapPost("/issues/{number:int}/comments", (int number, JsonObject asked) =>
        {
            pulls.Find(number)!.Comments.Add((string)asked["body"]!);
            return Results.Json(new JsonObject { ["id"] = 1 }, statusCode: 201);
        });
    }

    private static JsonObject Json(StandInPull pull, StandInPulls pulls) => new()
    {
        ["number"] = pull.Number,
        ["html_url"] = $"https://example.org/{ForgeHost.Repository}/pulls/{pull.Number}",
        ["state"] = pull.State == "merged" ? "closed" : pull.State,
        ["merged"] = pull.State == "merged",
        ["title"] = pull.Title,
        ["body"] = pull.Body,
        ["head"] = new JsonObject { ["ref"] = pull.Head, ["sha"] = pulls.Commit(pull.Head), ["repo_id"] = 3 },
        ["base"] = new JsonObject { ["ref"] = pull.Base, ["repo_id"] = 3 },
    };

    private static IResult Missing() => Results.Json(new JsonObject { ["message"] = "The target couldn't be found." }, statusCode: 404);
}
