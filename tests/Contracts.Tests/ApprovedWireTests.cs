using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cortex.Contracts.Tests;

/// <summary>A change of the wire is visible in review: the approved file lists every contract with its members.</summary>
public sealed class ApprovedWireTests
{
    [Fact]
    public void The_wire_is_as_approved()
    {
        var approved = Path.Combine(Folder(), "Contracts.approved.txt");
        var actual = Describe();
        if (Environment.GetEnvironmentVariable("CORTEX_APPROVE") is "1")
            File.WriteAllText(approved, actual);
        Assert.True(File.ReadAllText(approved) == actual, "The contracts differ from Contracts.approved.txt. When the change is meant and only adds optional members, approve it: CORTEX_APPROVE=1 dotnet test tests/Contracts.Tests, and commit the file.");
    }

    [Fact]
    public void A_contract_is_a_sealed_record_without_base()
    {
        foreach (var type in Contracts().Where(type => !type.IsEnum && !(type.IsAbstract && type.IsSealed)))
        {
            Assert.True(type.IsSealed, $"{type.FullName} is not sealed.");
            Assert.True(type.BaseType == typeof(object), $"{type.FullName} has a base.");
            Assert.True(type.GetMethod("<Clone>$") is not null, $"{type.FullName} is not a record.");
        }
    }

    private static IEnumerable<Type> Contracts() => typeof(CortexJson).Assembly.GetExportedTypes().Where(type => type.Namespace != typeof(CortexJson).Namespace);

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (var type in Contracts().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            if (type.IsEnum)
                text.Append("  ").AppendJoin(" | ", Enum.GetNames(type)).Append('\n');
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal))
                text.Append("  ").Append(property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "").Append(property.Name).Append(": ").Append(Name(property)).Append('\n');
        }

        return text.ToString();
    }

    private static string Name(PropertyInfo property)
    {
        var nullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        return Name(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) + (nullable ? "?" : "");
    }

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
