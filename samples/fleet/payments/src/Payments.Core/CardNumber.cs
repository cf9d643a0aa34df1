namespace Payments.Core;

public static class CardNumber
{
    /// <summary>The check digit of ISO/IEC 7812, known as Luhn's.</summary>
    public static bool IsPlausible(string number)
    {
        var digits = number.Where(c => c is not (' ' or '-')).ToList();
        if (digits.Count is < 12 or > 19 || !digits.All(char.IsAsciiDigit))
            return false;
        var sum = 0;
        for (var i = 0; i < digits.Count; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1)
                digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }

        return sum % 10 == 0;
    }

    public static string Masked(string number) => number.Length <= 4 ? number : new string('*', number.Length - 4) + number[^4..];
}
