#include "core/checksum/checksum.h"

#include "core/text/ascii.h"

#include <QtCore/QtEndian>

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>

#ifdef INIA_HAS_XXHASH
#include <xxhash.h>
#endif
#ifdef __x86_64__
#include <wmmintrin.h>
#endif

namespace inia {

namespace {

// The generators, lowest bit first.
constexpr std::uint32_t gzipPolynomial = 0xEDB88320;         // 0x04C11DB7
constexpr std::uint32_t castagnoliPolynomial = 0x82F63B78;   // 0x1EDC6F41
constexpr std::uint64_t nvmePolynomial = 0x9A6C9329AC4BC9B5; // 0xAD93D23594C93659

constexpr std::size_t stride = 16;

template <typename Word>
using Tables = std::array<std::array<Word, 256>, stride>;

template <typename Word, Word polynomial>
constexpr Word timesX(Word remainder)
{
    return (remainder >> 1) ^ ((remainder & 1) ? polynomial : Word{0});
}

/// tables[n][b]: what the byte b, followed by n zero bytes, does to the remainder.
template <typename Word, Word polynomial>
constexpr Tables<Word> makeTables()
{
    Tables<Word> tables{};
    for (std::size_t byte = 0; byte < 256; ++byte) {
        Word remainder = byte;
        for (int bit = 0; bit < 8; ++bit)
            remainder = timesX<Word, polynomial>(remainder);
        tables[0][byte] = remainder;
    }
    for (std::size_t n = 1; n < stride; ++n) {
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const Word before = tables[n - 1][byte];
            tables[n][byte] = (before >> 8) ^ tables[0][before & 0xFF];
        }
    }
    return tables;
}

/// Sixteen bytes at a time, each looked up in a table of its own, so that the look-ups do not wait for one
/// another ("slicing", Kounavis and Berry 2005).
template <typename Word, Word polynomial>
Word advanceByTables(std::string_view bytes, Word remainder)
{
    static constexpr Tables<Word> tables = makeTables<Word, polynomial>();
    const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
    std::size_t left = bytes.size();
    for (; left >= stride; at += stride, left -= stride) {
        Word next = 0;
#pragma GCC unroll 16
        for (std::size_t i = 0; i < stride; ++i) {
            const std::size_t mixed = i < sizeof(Word) ? (remainder >> (8 * i)) & 0xFF : 0;
            next ^= tables[stride - 1 - i][at[i] ^ mixed];
        }
        remainder = next;
    }
    for (; left > 0; ++at, --left)
        remainder = (remainder >> 8) ^ tables[0][(remainder ^ *at) & 0xFF];
    return remainder;
}

#ifdef __x86_64__

constexpr std::size_t lanes = 4;
constexpr std::size_t laneBits = 128;

/// x^exponent modulo the generator, its lowest power in bit 63.
template <typename Word, Word polynomial>
constexpr long long powerOfX(std::size_t exponent)
{
    Word remainder = Word{1} << (8 * sizeof(Word) - 1);
    for (std::size_t i = 0; i < exponent; ++i)
        remainder = timesX<Word, polynomial>(remainder);
    return std::bit_cast<long long>(std::uint64_t{remainder} << (64 - 8 * sizeof(Word)));
}

__attribute__((target("pclmul"))) inline __m128i load(const char* at)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

/// `block` moved as many bits ahead as the factors are made for, and `next` added.
__attribute__((target("pclmul"))) inline __m128i fold(__m128i block, __m128i factors, __m128i next)
{
    const __m128i first = _mm_clmulepi64_si128(block, factors, 0x00);
    const __m128i second = _mm_clmulepi64_si128(block, factors, 0x11);
    return _mm_xor_si128(_mm_xor_si128(first, second), next);
}

/// Multiplies polynomials without carry to move four blocks of 16 bytes ahead at once, until one block with
/// the same remainder is left ("Fast CRC Computation for Generic Polynomials Using PCLMULQDQ", Intel 2009).
/// A block is its first half times x^64 plus its second; one power less, as the product of two such
/// reversed halves is reversed within 127 bits.
template <typename Word, Word polynomial>
__attribute__((target("pclmul"))) Word advanceByFolding(std::string_view bytes, Word remainder)
{
    constexpr std::size_t far = lanes * laneBits;
    constexpr auto farFirst = powerOfX<Word, polynomial>(far + 63);
    constexpr auto farSecond = powerOfX<Word, polynomial>(far - 1);
    constexpr auto nearFirst = powerOfX<Word, polynomial>(laneBits + 63);
    constexpr auto nearSecond = powerOfX<Word, polynomial>(laneBits - 1);
    const __m128i byLanes = _mm_set_epi64x(farSecond, farFirst);
    const __m128i byOne = _mm_set_epi64x(nearSecond, nearFirst);
    const char* at = bytes.data();
    __m128i block[lanes] = {load(at), load(at + stride), load(at + 2 * stride), load(at + 3 * stride)};
    block[0] = _mm_xor_si128(block[0], _mm_cvtsi64_si128(static_cast<long long>(std::uint64_t{remainder})));
    std::size_t done = lanes * stride;
    for (; bytes.size() - done >= lanes * stride; done += lanes * stride) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            block[lane] = fold(block[lane], byLanes, load(at + done + lane * stride));
    }
    __m128i one = block[0];
    for (std::size_t lane = 1; lane < lanes; ++lane)
        one = fold(one, byOne, block[lane]);
    for (; bytes.size() - done >= stride; done += stride)
        one = fold(one, byOne, load(at + done));
    std::array<char, stride> last;
    _mm_storeu_si128(reinterpret_cast<__m128i*>(last.data()), one);
    const Word folded = advanceByTables<Word, polynomial>({last.data(), last.size()}, 0);
    return advanceByTables<Word, polynomial>(bytes.substr(done), folded);
}

#endif

/// The product of two polynomials modulo the generator, lowest powers in the highest bit.
template <typename Word, Word polynomial>
Word product(Word first, Word second)
{
    Word sum = 0;
    for (Word bit = Word{1} << (8 * sizeof(Word) - 1); bit != 0; bit >>= 1) {
        if (first & bit)
            sum ^= second;
        second = timesX<Word, polynomial>(second);
    }
    return sum;
}

/// A CRC is a remainder: bytes behind it multiply it by x^8 each, and what they are themselves is added. The
/// ones it begins and ends with cancel each other out.
template <typename Word, Word polynomial>
Word combined(Word first, Word second, std::uint64_t secondSize)
{
    constexpr Word one = Word{1} << (8 * sizeof(Word) - 1);
    Word factor = one;
    for (Word power = one >> 8; secondSize > 0; secondSize >>= 1) {
        if (secondSize & 1)
            factor = product<Word, polynomial>(factor, power);
        power = product<Word, polynomial>(power, power);
    }
    return product<Word, polynomial>(first, factor) ^ second;
}

template <typename Word, Word polynomial>
Word continued(std::string_view bytes, Word crc)
{
#ifdef __x86_64__
    static const bool multiplies = __builtin_cpu_supports("pclmul");
    if (multiplies && bytes.size() >= lanes * stride)
        return ~advanceByFolding<Word, polynomial>(bytes, ~crc);
#endif
    return ~advanceByTables<Word, polynomial>(bytes, ~crc);
}

#ifdef INIA_HAS_XXHASH
constexpr std::array priority{
    ChecksumAlgorithm::XxHash128, ChecksumAlgorithm::XxHash3, ChecksumAlgorithm::Crc64Nvme,
    ChecksumAlgorithm::XxHash64,  ChecksumAlgorithm::Crc32c,  ChecksumAlgorithm::Crc32,
    ChecksumAlgorithm::Sha1,      ChecksumAlgorithm::Sha256,  ChecksumAlgorithm::Sha512,
};
#else
constexpr std::array priority{
    ChecksumAlgorithm::Crc64Nvme, ChecksumAlgorithm::Crc32c, ChecksumAlgorithm::Crc32,
    ChecksumAlgorithm::Sha1,      ChecksumAlgorithm::Sha256, ChecksumAlgorithm::Sha512,
};
#endif

} // namespace

// ---- CRC --------------------------------------------------------------------------------------------------

std::uint32_t crc32(std::string_view bytes, std::uint32_t crc)
{
    return continued<std::uint32_t, gzipPolynomial>(bytes, crc);
}

std::uint32_t crc32c(std::string_view bytes, std::uint32_t crc)
{
    return continued<std::uint32_t, castagnoliPolynomial>(bytes, crc);
}

std::uint64_t crc64Nvme(std::string_view bytes, std::uint64_t crc)
{
    return continued<std::uint64_t, nvmePolynomial>(bytes, crc);
}

std::uint32_t crc32Combined(std::uint32_t first, std::uint32_t second, std::uint64_t secondSize)
{
    return combined<std::uint32_t, gzipPolynomial>(first, second, secondSize);
}

std::uint32_t crc32cCombined(std::uint32_t first, std::uint32_t second, std::uint64_t secondSize)
{
    return combined<std::uint32_t, castagnoliPolynomial>(first, second, secondSize);
}

std::uint64_t crc64NvmeCombined(std::uint64_t first, std::uint64_t second, std::uint64_t secondSize)
{
    return combined<std::uint64_t, nvmePolynomial>(first, second, secondSize);
}

std::uint32_t crc32ByTables(std::string_view bytes, std::uint32_t crc)
{
    return ~advanceByTables<std::uint32_t, gzipPolynomial>(bytes, ~crc);
}

std::uint32_t crc32cByTables(std::string_view bytes, std::uint32_t crc)
{
    return ~advanceByTables<std::uint32_t, castagnoliPolynomial>(bytes, ~crc);
}

std::uint64_t crc64NvmeByTables(std::string_view bytes, std::uint64_t crc)
{
    return ~advanceByTables<std::uint64_t, nvmePolynomial>(bytes, ~crc);
}

// ---- all algorithms ---------------------------------------------------------------------------------------

std::string_view checksumName(ChecksumAlgorithm algorithm)
{
    switch (algorithm) {
    case ChecksumAlgorithm::Crc32:
        return "crc32";
    case ChecksumAlgorithm::Crc32c:
        return "crc32c";
    case ChecksumAlgorithm::Crc64Nvme:
        return "crc64nvme";
    case ChecksumAlgorithm::Sha1:
        return "sha1";
    case ChecksumAlgorithm::Sha256:
        return "sha256";
    case ChecksumAlgorithm::Sha512:
        return "sha512";
    case ChecksumAlgorithm::Md5:
        return "md5";
    case ChecksumAlgorithm::XxHash64:
        return "xxhash64";
    case ChecksumAlgorithm::XxHash3:
        return "xxhash3";
    case ChecksumAlgorithm::XxHash128:
        return "xxhash128";
    }
    return {};
}

std::string checksumHeader(ChecksumAlgorithm algorithm)
{
    return "x-amz-checksum-" + std::string(checksumName(algorithm));
}

std::string checksumMemberOf(ChecksumAlgorithm algorithm)
{
    std::string name(checksumName(algorithm));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return "Checksum" + name;
}

std::optional<ChecksumAlgorithm> checksumByName(std::string_view name)
{
    const std::string wanted = ascii::lowered(name);
    const auto found = std::find_if(priority.begin(), priority.end(), [&](ChecksumAlgorithm algorithm) {
        return checksumName(algorithm) == wanted;
    });
    return found == priority.end() ? std::nullopt : std::optional(*found);
}

std::span<const ChecksumAlgorithm> checksumsByPriority()
{
    return priority;
}

class Checksum::State {
public:
    State() = default;
    virtual ~State() = default;
    Q_DISABLE_COPY_MOVE(State)

    virtual void update(std::string_view bytes) = 0;
    [[nodiscard]] virtual QByteArray digest() const = 0;
};

namespace {

template <typename Word>
class CrcState final : public Checksum::State {
public:
    using Function = Word (*)(std::string_view bytes, Word crc);

    explicit CrcState(Function function) : m_function(function) {}
    void update(std::string_view bytes) override { m_crc = m_function(bytes, m_crc); }
    [[nodiscard]] QByteArray digest() const override
    {
        const Word bigEndian = qToBigEndian(m_crc);
        return {reinterpret_cast<const char*>(&bigEndian), sizeof(bigEndian)};
    }

private:
    Function m_function;
    Word m_crc = 0;
};

class EvpState final : public Checksum::State {
public:
    explicit EvpState(const char* name) : m_context(EVP_MD_CTX_new())
    {
        EVP_MD* algorithm = EVP_MD_fetch(nullptr, name, nullptr);
        // As with signatures: an OpenSSL without them can do none of this program's work.
        if (!algorithm || !m_context || EVP_DigestInit_ex2(m_context, algorithm, nullptr) != 1)
            qFatal("OpenSSL offers no %s.", name);
        EVP_MD_free(algorithm);
    }
    ~EvpState() override { EVP_MD_CTX_free(m_context); }
    Q_DISABLE_COPY_MOVE(EvpState)

    void update(std::string_view bytes) override
    {
        if (EVP_DigestUpdate(m_context, bytes.data(), bytes.size()) != 1)
            qFatal("OpenSSL failed to compute a digest.");
    }
    [[nodiscard]] QByteArray digest() const override
    {
        // Finishing spoils the context, and more bytes may come.
        EVP_MD_CTX* copy = EVP_MD_CTX_new();
        QByteArray out(EVP_MAX_MD_SIZE, Qt::Uninitialized);
        unsigned int size = 0;
        if (!copy || EVP_MD_CTX_copy_ex(copy, m_context) != 1 ||
            EVP_DigestFinal_ex(copy, reinterpret_cast<unsigned char*>(out.data()), &size) != 1)
            qFatal("OpenSSL failed to compute a digest.");
        EVP_MD_CTX_free(copy);
        out.resize(static_cast<qsizetype>(size));
        return out;
    }

private:
    EVP_MD_CTX* m_context;
};

#ifdef INIA_HAS_XXHASH
class XxHash64State final : public Checksum::State {
public:
    XxHash64State() : m_state(XXH64_createState()) { XXH64_reset(m_state, 0); }
    ~XxHash64State() override { XXH64_freeState(m_state); }
    Q_DISABLE_COPY_MOVE(XxHash64State)

    void update(std::string_view bytes) override { XXH64_update(m_state, bytes.data(), bytes.size()); }
    [[nodiscard]] QByteArray digest() const override
    {
        XXH64_canonical_t bytes;
        XXH64_canonicalFromHash(&bytes, XXH64_digest(m_state));
        return {reinterpret_cast<const char*>(bytes.digest), sizeof(bytes.digest)};
    }

private:
    XXH64_state_t* m_state;
};

/// XXH3 with 64 and 128 bits, which differ in the digest alone.
class XxHash3State final : public Checksum::State {
public:
    explicit XxHash3State(bool isWide) : m_state(XXH3_createState()), m_isWide(isWide)
    {
        isWide ? XXH3_128bits_reset(m_state) : XXH3_64bits_reset(m_state);
    }
    ~XxHash3State() override { XXH3_freeState(m_state); }
    Q_DISABLE_COPY_MOVE(XxHash3State)

    void update(std::string_view bytes) override
    {
        m_isWide ? XXH3_128bits_update(m_state, bytes.data(), bytes.size())
                 : XXH3_64bits_update(m_state, bytes.data(), bytes.size());
    }
    [[nodiscard]] QByteArray digest() const override
    {
        if (m_isWide) {
            XXH128_canonical_t bytes;
            XXH128_canonicalFromHash(&bytes, XXH3_128bits_digest(m_state));
            return {reinterpret_cast<const char*>(bytes.digest), sizeof(bytes.digest)};
        }
        XXH64_canonical_t bytes;
        XXH64_canonicalFromHash(&bytes, XXH3_64bits_digest(m_state));
        return {reinterpret_cast<const char*>(bytes.digest), sizeof(bytes.digest)};
    }

private:
    XXH3_state_t* m_state;
    bool m_isWide;
};
#endif

std::unique_ptr<Checksum::State> makeState(ChecksumAlgorithm algorithm)
{
    switch (algorithm) {
    case ChecksumAlgorithm::Crc32:
        return std::make_unique<CrcState<std::uint32_t>>(crc32);
    case ChecksumAlgorithm::Crc32c:
        return std::make_unique<CrcState<std::uint32_t>>(crc32c);
    case ChecksumAlgorithm::Crc64Nvme:
        return std::make_unique<CrcState<std::uint64_t>>(crc64Nvme);
    case ChecksumAlgorithm::Sha1:
        return std::make_unique<EvpState>("SHA1");
    case ChecksumAlgorithm::Sha256:
        return std::make_unique<EvpState>("SHA256");
    case ChecksumAlgorithm::Sha512:
        return std::make_unique<EvpState>("SHA512");
    case ChecksumAlgorithm::Md5:
        return std::make_unique<EvpState>("MD5");
#ifdef INIA_HAS_XXHASH
    case ChecksumAlgorithm::XxHash64:
        return std::make_unique<XxHash64State>();
    case ChecksumAlgorithm::XxHash3:
        return std::make_unique<XxHash3State>(false);
    case ChecksumAlgorithm::XxHash128:
        return std::make_unique<XxHash3State>(true);
#else
    case ChecksumAlgorithm::XxHash64:
    case ChecksumAlgorithm::XxHash3:
    case ChecksumAlgorithm::XxHash128:
        break; // checksumByName() does not give them out
#endif
    }
    qFatal("This build cannot compute that checksum.");
}

} // namespace

Checksum::Checksum(ChecksumAlgorithm algorithm) : m_algorithm(algorithm), m_state(makeState(algorithm)) {}

Checksum::~Checksum() = default;
Checksum::Checksum(Checksum&& other) noexcept = default;
Checksum& Checksum::operator=(Checksum&& other) noexcept = default;

void Checksum::update(std::string_view bytes)
{
    m_state->update(bytes);
}

QByteArray Checksum::digest() const
{
    return m_state->digest();
}

template <typename Word>
static QByteArray combinedWords(Word (*combine)(Word, Word, std::uint64_t), const QByteArray& first,
                                const QByteArray& second, qint64 secondSize)
{
    if (first.size() != sizeof(Word) || second.size() != sizeof(Word) || secondSize < 0)
        return {};
    const Word bigEndian = qToBigEndian(combine(qFromBigEndian<Word>(first.constData()),
                                                qFromBigEndian<Word>(second.constData()),
                                                static_cast<std::uint64_t>(secondSize)));
    return {reinterpret_cast<const char*>(&bigEndian), sizeof(bigEndian)};
}

bool isCombinable(ChecksumAlgorithm algorithm)
{
    return algorithm == ChecksumAlgorithm::Crc32 || algorithm == ChecksumAlgorithm::Crc32c ||
           algorithm == ChecksumAlgorithm::Crc64Nvme;
}

QByteArray combinedDigest(ChecksumAlgorithm algorithm, const QByteArray& first, const QByteArray& second,
                          qint64 secondSize)
{
    switch (algorithm) {
    case ChecksumAlgorithm::Crc32:
        return combinedWords(crc32Combined, first, second, secondSize);
    case ChecksumAlgorithm::Crc32c:
        return combinedWords(crc32cCombined, first, second, secondSize);
    case ChecksumAlgorithm::Crc64Nvme:
        return combinedWords(crc64NvmeCombined, first, second, secondSize);
    default:
        return {};
    }
}

std::string checksumOf(ChecksumAlgorithm algorithm, std::string_view bytes)
{
    Checksum checksum(algorithm);
    checksum.update(bytes);
    return checksum.base64();
}

} // namespace inia
