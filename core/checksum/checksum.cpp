#include "core/checksum/checksum.h"

#include "core/checksum/crc.h"
#include "core/text/ascii.h"

#include <QtCore/QtEndian>

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace inia {

namespace {

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

} // namespace inia

#ifdef INIA_HAS_XXHASH
#include <xxhash.h>
#endif

namespace inia {

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
