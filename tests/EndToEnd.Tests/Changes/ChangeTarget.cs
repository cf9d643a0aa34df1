using Cortex.Workspaces.Tests;

namespace Cortex.EndToEnd.Tests.Changes;

/// <summary>A target with thirty lines, an owner, and what is wanted of it.</summary>
internal static class ChangeTarget
{
    public static Repository Make(string folder, params string[] wanted)
    {
        var repository = new Repository(folder);
        repository.Init();
        repository.Write("lines.txt", string.Join('\n', Enumerable.Range(1, 30).Select(i => $"line {i}")) + "\n");
        repository.Write("CODEOWNERS", "* @mona jane@example.org\n");
        repository.Want(wanted);
        return repository;
    }

    /// <summary>Commits a new list of wanted changes; none removes it.</summary>
    public static void Want(this Repository repository, params string[] wanted)
    {
        if (wanted.Length > 0)
            repository.Write("wanted.txt", string.Join('\n', wanted) + "\n");
        else
            File.Delete(Path.Combine(repository.Folder, "wanted.txt"));
        repository.Commit("What is wanted");
    }
}
