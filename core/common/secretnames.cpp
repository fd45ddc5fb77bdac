#include "core/common/secretnames.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace inia {

namespace {

/// Words in a row that name a secret: what somebody knows, what somebody shows to be let in, numbers that are
/// shown once, keys. The longest that fits counts.
constexpr std::string_view secretPhrases =
    "|basic auth|connection string|connection strings|cookie|credential|credentials|otp|pass|passcode|"
    "passphrase|passphrases|passwd|password|passwords|pin|pin code|pincode|plain text|plaintext|pwd|"
    "secret|secrets|totp|user data|userdata|"
    "access tokens|api tokens|assertion|auth tokens|authentication tokens|authorization|"
    "authorization header|authorization tokens|bearer|bearer tokens|id tokens|jwt|participant tokens|"
    "refresh tokens|saml response|security tokens|session tokens|token|webhook url|"
    "activation code|auth code|authentication code|authorization code|challenge code|code verifier|"
    "confirmation code|device code|mfa code|one time code|recovery code|secret code|security code|"
    "user code|verification code|"
    "access key|account key|activation key|api key|app key|application key|auth key|"
    "authentication key|authorization key|client key|customer key|decryption key|enc key|"
    "encryption passphrase|hmac key|host key|int key|key material|license key|master key|nwk key|"
    "private key|private keys|s key|secret key|session key|shared key|signing key|ssl key|static key|"
    "stream key|tls key|";

/// Every phrase and every signed URL has one of these in it: most names have none.
constexpr std::string_view traces[]{"key",    "token", "pass",      "code",     "auth",   "secret", "cred",
                                    "pin",    "otp",   "pwd",       "cookie",   "string", "data",   "plain",
                                    "bearer", "jwt",   "assertion", "response", "url",    "signed"};

constexpr std::size_t longestPhrase = 3; ///< in words

/// Behind a secret's words: what stands there is about the secret.
constexpr std::string_view wordsAboutSecrets =
    " action address age algorithm algorithms alias arn arns at attribute attributes audience audiences "
    "author balance balances bucket button by category certificate change changed check ciphertext "
    "claim column compromise config configuration configurations count counts created creation creator "
    "date days description details disabled domain domains duration enable enabled encryption endpoint "
    "endpoints exchange exists expiration expires expiry expression field fields file filter "
    "fingerprint form format formats generation header headers hint history host hours id identifier "
    "identifiers ids infos instruction instructions issuer issuers json kind kms label last length "
    "level limit link location locker manager marker max md5 metadata method methods min minutes "
    "mnemonic mode modified name names namespace number option options origin owner param parameter "
    "path placeholder policies policy prefix properties protection provider providers quota reference "
    "region remove required requirement requirements reset resource reuse role rotation rule rules "
    "schema scheme scope scopes seconds selection size source spec specification specs stage stages "
    "standard state status statuses storage store strategy suffix summaries summary support supported "
    "table thumbprint time timeout timestamp ttl type types uid unit units update updated uri uris url "
    "urls usage username validity vault version xpath ";

/// In front of "token": a place in a list, a request's own number or a lock's version.
constexpr std::string_view plainTokenWords =
    " anomaly backward block change chunk client conditional configuration continuation creation execute "
    "forward grant http idempotency list lock marker message next offer page pagination plan poll "
    "portfolio previous product provision purchase request retrieval sequence share start starting term "
    "terminate update version workflow ";

/// Names that look like secrets and were found to be none, as they are spelled without separators in lower
/// case.
constexpr std::string_view reviewedPlainNames[]{
    "applicensekey",             // appstream: which license, not its key
    "chimebearer",               // chime-sdk-messaging: ARN of the user that asks
    "crossaccountauthorization", // route53-recovery-readiness: an account's ARN
    "encryptedkeymaterial",      // kms: encrypted
    "generalauthorization",      // iot-managed-integrations: names of materials
    "inferredtokenname",         // logs: a piece of a pattern
    "lifecycleactiontoken",      // autoscaling: the number of an action under way
    "publickeymaterial",         // public
    "pwd",                       // the working directory
    "secretstringkey",           // mediatailor: which member of a secret's JSON
    "sourceauthorization",       // marketplace-catalog: an identifier
    "sourceupdatetoken",         // network-firewall: a version
    "tokenstring",               // logs: a piece of a pattern
    "verificationtoken",         // ses: stands in public DNS
    "wrappingkeymaterial",       // encrypted
    "xamzcredential",            // the key's id and what it was used for
};

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

/// Whether `word` is one of `words`, which stand between equal marks.
bool isIn(const std::string& word, std::string_view words)
{
    const char mark = words.front();
    return !word.empty() && words.find(mark + word + mark) != std::string_view::npos;
}

bool isAboutSecrets(const std::string& word)
{
    return isIn(word, wordsAboutSecrets);
}

/// Words that are found inside of others where nothing tells where one begins: "dbpassword", "accesskeyid".
constexpr std::pair<std::string_view, std::string_view> compounds[]{
    {"passphrase", "passphrase"},   {"password", "password"},     {"passwd", "passwd"},
    {"credentials", "credentials"}, {"credential", "credential"}, {"secretaccesskey", "secret access key"},
    {"secretkey", "secret key"},    {"accesskey", "access key"},  {"privatekey", "private key"},
    {"apikey", "api key"},          {"authkey", "auth key"},      {"secrets", "secrets"},
    {"secret", "secret"},           {"userdata", "user data"},    {"assertion", "assertion"},
    {"tokens", "tokens"},           {"token", "token"},
};

/// A name cut into its words in lower case, a digit at the end of one dropped: "OAuth2Token1" is "o auth
/// token".
class NameWords final {
public:
    explicit NameWords(std::string_view name)
    {
        std::string word;
        for (std::size_t i = 0; i < name.size(); ++i) {
            const char c = name[i];
            const bool isLetter = isUpper(c) || isLower(c);
            const char before = i > 0 ? name[i - 1] : '\0';
            const char after = i + 1 < name.size() ? name[i + 1] : '\0';
            const bool begins = !isLetter ? !ascii::isDigit(c)
                                          : isUpper(c) && (isLower(before) || ascii::isDigit(before) ||
                                                           (isUpper(before) && isLower(after)));
            if (begins)
                add(std::exchange(word, {}));
            if (isLetter || ascii::isDigit(c))
                word += ascii::toLower(c);
        }
        add(std::move(word));
    }

    [[nodiscard]] std::size_t size() const { return m_words.size(); }
    [[nodiscard]] const std::string& operator[](std::size_t index) const { return m_words[index]; }
    /// `count` words from `index` on; empty when there are not so many.
    [[nodiscard]] std::string phrase(std::size_t index, std::size_t count) const
    {
        std::string result;
        for (std::size_t i = index; i < index + count; ++i) {
            if (i >= m_words.size())
                return {};
            result += (i > index ? " " : "") + m_words[i];
        }
        return result;
    }

private:
    void add(std::string&& word)
    {
        const auto letters = word.find_last_not_of("0123456789") + 1;
        if (letters > 2 && word != "md5") // "s3" and "ec2" are words
            word.resize(letters);
        if (!word.empty())
            split(word);
        word.clear();
    }
    void split(const std::string& word)
    {
        for (const auto& [compound, words] : compounds) {
            const auto at = word.find(compound);
            if (at == std::string::npos)
                continue;
            const std::string rest = word.substr(at + compound.size());
            if (!rest.empty() && !isAboutSecrets(rest))
                continue; // "tokenization", "secretary"
            if (at > 0)
                m_words.push_back(word.substr(0, at));
            for (std::size_t begin = 0; begin <= words.size();) {
                const auto end = std::min(words.find(' ', begin), words.size());
                m_words.emplace_back(words.substr(begin, end - begin));
                begin = end + 1;
            }
            if (!rest.empty())
                m_words.push_back(rest);
            return;
        }
        m_words.push_back(word);
    }

    std::vector<std::string> m_words;
};

/// A signed URL is as good as what it was signed with.
bool namesSignedUrl(const NameWords& words)
{
    bool isSigned = false;
    for (std::size_t i = 0; i < words.size(); ++i)
        isSigned = isSigned || words[i] == "presigned" || words[i] == "signed";
    const std::string& last = words[words.size() - 1];
    return isSigned && (last == "url" || last == "urls" || last == "uri" || last == "fields");
}

bool isPlainToken(const NameWords& words, std::size_t index)
{
    return words[index] == "token" && index > 0 && isIn(words[index - 1], plainTokenWords);
}

/// At the end of a name these bring the secret itself back: "apiKeyHeaderValue".
constexpr std::string_view contentWords =
    " base blob body content contents data pem string text value values ";

/// "clientSecretJsonKey" is a name inside of a secret, "tokenSigningPublicKeys" are for everybody.
bool endsPlainly(const NameWords& words)
{
    if (words.size() < 2)
        return false;
    const std::string& last = words[words.size() - 1];
    const std::string& before = words[words.size() - 2];
    return (before == "json" || before == "public") && (last == "key" || last == "keys");
}

/// Of the phrase of `count` words at `index`.
NameVerdict judgePhrase(const NameWords& words, std::size_t index, std::size_t count)
{
    const bool isPublic = index > 0 && words[index - 1] == "public"; // "public key material"
    if (isPlainToken(words, index) || isPublic || endsPlainly(words))
        return NameVerdict::LooksSecret;
    const std::size_t next = index + count;
    const std::string& last = words[words.size() - 1];
    // Short words mean something else in the middle of a name: "PinPekIdentifier", "CookiePreference".
    const bool standsLast =
        count == 1 && (words[index] == "pin" || words[index] == "cookie" || words[index] == "authorization" ||
                       words[index] == "bearer" || words[index] == "pass");
    if (standsLast &&
        (next < words.size() || (words[index] != "pin" && words[index] != "pass" && words.size() > 1)))
        return NameVerdict::Plain;
    const bool isContent = isIn(last, contentWords);
    if (next < words.size() && !isContent && (isAboutSecrets(words[next]) || isAboutSecrets(last)))
        return NameVerdict::LooksSecret;
    const bool isListOfNames = (last == "list" || last == "map") && next + 1 < words.size() &&
                               isAboutSecrets(words[words.size() - 2]);
    return isListOfNames ? NameVerdict::LooksSecret : NameVerdict::Secret;
}

NameVerdict judgeAnew(std::string_view name)
{
    std::string joined = ascii::lowered(name);
    std::erase_if(joined, [](char c) { return !isLower(c) && !ascii::isDigit(c); });
    const bool isWorthALook =
        joined.size() > 2 && joined != "key" &&
        std::any_of(std::begin(traces), std::end(traces),
                    [&joined](std::string_view trace) { return joined.find(trace) != std::string::npos; });
    if (!isWorthALook)
        return NameVerdict::Plain;
    const NameWords words(name);
    if (std::find(std::begin(reviewedPlainNames), std::end(reviewedPlainNames), joined) !=
        std::end(reviewedPlainNames))
        return NameVerdict::LooksSecret;
    if (namesSignedUrl(words))
        return NameVerdict::Secret;
    auto verdict = NameVerdict::Plain;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::size_t longest = longestPhrase;
        while (longest > 0 && !isIn(words.phrase(i, longest), secretPhrases))
            --longest;
        if (longest > 0)
            verdict = std::max(verdict, judgePhrase(words, i, longest));
    }
    return verdict;
}

} // namespace

NameVerdict judgeName(std::string_view name)
{
    // Every call asks about the same few headers, parameters and members.
    constexpr std::size_t mostNames = 1000;
    constexpr std::size_t longestKept = 64;
    thread_local std::unordered_map<std::string, NameVerdict> known;
    if (name.size() > longestKept)
        return judgeAnew(name);
    std::string kept(name);
    if (const auto found = known.find(kept); found != known.end())
        return found->second;
    if (known.size() >= mostNames)
        known.clear();
    return known[std::move(kept)] = judgeAnew(name);
}

} // namespace inia
