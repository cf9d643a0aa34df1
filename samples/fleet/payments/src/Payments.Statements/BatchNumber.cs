using System.Formats.Asn1;
using System.Numerics;

namespace Payments.Statements;

/// <summary>The bank wants its batch numbers in DER.</summary>
public static class BatchNumber
{
    public static byte[] Encode(BigInteger number)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
            writer.WriteInteger(number);
        return writer.Encode();
    }

    public static BigInteger Decode(byte[] encoded) => new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence().ReadInteger();
}
