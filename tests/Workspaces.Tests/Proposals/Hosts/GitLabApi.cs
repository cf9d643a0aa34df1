using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Cortex.Workspaces.Tests.Proposals.Hosts;

/// <summary>https://docs.gitlab.com/api/merge_requests/, as far as it is called. The project is one escaped segment there.</summary>
internal static class GitLabApi
{
    public static void Map(IEndpointRouteBuilder api, StandInPulls pulls)
    {
        var project = api.MapGroup("/projects/{project}/merge_requests");
        project.MapGet("", (int page, int per_page, string state) => Results.Json(new JsonArray(
            [.. pulls.All.Where(p => State(p) == state).Skip((page - 1) * per_page).Take(per_page).Select(p => (JsonNode)Json(p, pulls))])));
        project.MapGet("/{number:int}", (int number) => pulls.Find(number) is { } pull ? Results.Json(Json(pull, pulls)) : Missing());
        project.MapPost("", (JsonObject asked) =>
        {
            var title = (string)asked["title"]!;
            var (pull, refusal) = pulls.Open((string)asked["source_branch"]!, (string)asked["target_branch"]!, title, (string)asked["description"]!, title.StartsWith("Draft: ", StringComparison.Ordinal));
            if (pull is null)
                return Results.Json(new JsonObject { ["message"] = new JsonArray(refusal) }, statusCode: refusal!.Contains("already exists", StringComparison.Ordinal) ? 409 : 422);
            pull.Labels.AddRange(((string)asked["labels"]!).Split(','));
            return Results.Json(Json(pull, pulls), statusCode: 201);
        });
        project.MapPut("/{number:int}", (int number, JsonObject asked) =>
        {
            if (pulls.Find(number) is not { } pull)
                return Missing();
            pull.Title = (string?)asked["title"] ?? pull.Title;
            pull.Body = (string?)asked["description"] ?? pull.Body;
            if ((string?)asked["state_event"] == "close")
                pull.State = "closed";
            if (asked["reviewer_ids"] is JsonArray reviewers)
                pull.Reviewers.AddRange(reviewers.Select(id => $"user {(int)id!}"));
            if (asked["add_labels"] is { } labels)
                pull.Labels.AddRange(((string)labels!).Split(',').Except(pull.Labels));
            return Results.Json(Json(pull, pulls));
        });
        project.MapPost("/{number:int}/notes", (int number, JsonObject asked) =>
        {
            pulls.Find(number)!.Comments.Add((string)asked["body"]!);
            return Results.Json(new JsonObject { ["id"] = 1 }, statusCode: 201);
        });
        api.MapGet("/users", (string username) => Results.Json(username == "stranger" ? new JsonArray() : new JsonArray(new JsonObject { ["id"] = username.Length, ["username"] = username })));
    }

    private static string State(StandInPull pull) => pull.State == "open" ? "opened" : pull.State;

    private static JsonObject Json(StandInPull pull, StandInPulls pulls) => new()
    {
        ["id"] = 1000 + pull.Number,
        ["iid"] = pull.Number,
        ["web_url"] = $"https://example.org/{ForgeHost.Repository}/-/merge_requests/{pull.Number}",
        ["state"] = State(pull),
        ["title"] = pull.Title,
        ["description"] = pull.Body,
        ["draft"] = pull.Draft,
        ["source_branch"] = pull.Head,
        ["target_branch"] = pull.Base,
        ["sha"] = pulls.Commit(pull.Head),
        ["source_project_id"] = 7,
        ["target_project_id"] = 7,
    };

    private static IResult Missing() => Results.Json(new JsonObject { ["message"] = "404 Not found" }, statusCode: 404);
}
