using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Workspaces.Tests.Proposals.Hosts;

/// <summary>https://docs.github.com/rest/pulls/pulls, as far as it is called.</summary>
internal static class GitHubApi
{
    public static void Map(IEndpointRouteBuilder api, StandInPulls pulls)
    {
        var repository = api.MapGroup("/repos/{owner}/{name}");
        repository.MapGet("/pulls", (int page, int per_page, string state) => Results.Json(new JsonArray(
            [.. pulls.All.Where(p => p.State == state).Skip((page - 1) * per_page).Take(per_page).Select(p => (JsonNode)Json(p, pulls))])));
        repository.MapGet("/pulls/{number:int}", (int number) => pulls.Find(number) is { } pull ? Results.Json(Json(pull, pulls)) : Missing());
        repository.MapPost("/pulls", (JsonObject asked) =>
        {
            if ((bool)asked["draft"]! && !pulls.KnowsDrafts)
                return Refused("Draft pull requests are not supported in this repository.");
            var (pull, refusal) = pulls.Open((string)asked["head"]!, (string)asked["base"]!, (string)asked["title"]!, (string)asked["body"]!, (bool)asked["draft"]!);
            return pull is null ? Refused(refusal!) : Results.Json(Json(pull, pulls), statusCode: 201);
        });
        repository.MapPatch("/pulls/{number:int}", (int number, JsonObject asked) =>
        {
            if (pulls.Find(number) is not { } pull)
                return Missing();
            pull.Title = (string?)asked["title"] ?? pull.Title;
            pull.Body = (string?)asked["body"] ?? pull.Body;
            pull.State = (string?)asked["state"] ?? pull.State;
            return Results.Json(Json(pull, pulls));
        });
        repository.MapPost("/issues/{number:int}/labels", (int number, JsonObject asked) =>
        {
            pulls.Find(number)!.Labels.AddRange(asked["labels"]!.AsArray().Select(l => (string)l!).Except(pulls.Find(number)!.Labels));
            return Results.Json(new JsonArray());
        });
        repository.MapPost("/pulls/{number:int}/requested_reviewers", (int number, JsonObject asked) =>
        {
            var reviewers = asked["reviewers"]!.AsArray().Concat(asked["team_reviewers"]!.AsArray()).Select(r => (string)r!).ToList();
            if (reviewers.Contains("stranger"))
                return Refused("Reviews may only be requested from collaborators.");
            pulls.Find(number)!.Reviewers.AddRange(reviewers);
            return Results.Json(Json(pulls.Find(number)!, pulls), statusCode: 201);
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
        ["html_url"] = $"https://example.org/{ForgeHost.Repository}/pull/{pull.Number}",
        ["state"] = pull.State == "merged" ? "closed" : pull.State,
        ["merged"] = pull.State == "merged",
        ["title"] = pull.Title,
        ["body"] = pull.Body,
        ["draft"] = pull.Draft,
        ["head"] = new JsonObject { ["ref"] = pull.Head, ["sha"] = pulls.Commit(pull.Head), ["repo"] = new JsonObject { ["full_name"] = ForgeHost.Repository } },
        ["base"] = new JsonObject { ["ref"] = pull.Base, ["repo"] = new JsonObject { ["full_name"] = ForgeHost.Repository } },
    };

    private static IResult Missing() => Results.Json(new JsonObject { ["message"] = "Not Found" }, statusCode: 404);

    private static IResult Refused(string reason) =>
        Results.Json(new JsonObject { ["message"] = "Validation Failed", ["errors"] = new JsonArray(new JsonObject { ["resource"] = "PullRequest", ["message"] = reason }) }, statusCode: 422);
}
