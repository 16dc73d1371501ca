using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Search.Core.Retrieval;

/// <summary>Keeps some of the eight lanes of vectors, one vector's behind the other's. For code that asked for AVX2.</summary>
internal static unsafe class LaneSets
{
    /// <summary>Lanes of a vector; as many numbers are written, however few are kept.</summary>
    public const int Lanes = 8;

    /// <summary>For each set of lanes, the lanes that are set, one a byte, in their order.</summary>
    private static readonly byte* s_orders = OrdersOfSets();

    /// <summary>What <see cref="Append"/> and <see cref="Order"/> ask for; to be taken once, because methods that are compiled at once do not know that it is constant.</summary>
    public static byte* Orders => s_orders;

    /// <summary>Appends the lanes of a set; writes a whole group.</summary>
    /// <returns>Where the next go.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint* Append(Vector256<uint> values, uint set, byte* orders, uint* next)
    {
        Avx2.PermuteVar8x32(values, Order(set, orders)).Store(next);
        return next + BitOperations.PopCount(set);
    }

    /// <summary>The order that moves the lanes of a set to the front.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Order(uint set, byte* orders) => Avx2.ConvertToVector256Int32(orders + set * Lanes).AsUInt32();

    private static byte* OrdersOfSets()
    {
        const int sets = 1 << Lanes;
        byte* orders = (byte*)NativeMemory.AlignedAlloc(sets * Lanes, 64);
        new Span<byte>(orders, sets * Lanes).Clear();
        for (int set = 0; set < sets; set++)
        {
            int count = 0;
            for (int lane = 0; lane < Lanes; lane++)
            {
                if ((set >> lane & 1) != 0)
                    orders[set * Lanes + count++] = (byte)lane;
            }
        }
        return orders;
    }
}
