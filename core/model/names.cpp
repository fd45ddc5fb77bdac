#include "core/model/names.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace inia {

namespace {

/// Operations whose names hold a product name that botocore keeps as one word. Only these exact names: a
/// member called WhatsAppId follows the general rule.
constexpr std::string_view namesWithBrandWords[] = {
    "AssociateWhatsAppBusinessAccount",
    "CreateCachediSCSIVolume",
    "CreateOAuth2Token",
    "CreateOAuth2TokenWithIAM",
    "CreateStorediSCSIVolume",
    "CreateWhatsAppDataset",
    "CreateWhatsAppFlow",
    "CreateWhatsAppMessageTemplate",
    "CreateWhatsAppMessageTemplateFromLibrary",
    "CreateWhatsAppMessageTemplateMedia",
    "DeleteWhatsAppFlow",
    "DeleteWhatsAppMessageMedia",
    "DeleteWhatsAppMessageTemplate",
    "DeprecateWhatsAppFlow",
    "DescribeCachediSCSIVolumes",
    "DescribeStorediSCSIVolumes",
    "DisassociateWhatsAppBusinessAccount",
    "ExecutePartiQLBatch",
    "ExecutePartiQLStatement",
    "ExecutePartiQLTransaction",
    "GetLinkedWhatsAppBusinessAccount",
    "GetLinkedWhatsAppBusinessAccountPhoneNumber",
    "GetOTelEnrichment",
    "GetWhatsAppBusinessPublicKey",
    "GetWhatsAppCallPermission",
    "GetWhatsAppFlow",
    "GetWhatsAppFlowPreview",
    "GetWhatsAppMessageMedia",
    "GetWhatsAppMessageTemplate",
    "IntrospectOAuth2TokenWithIAM",
    "ListHITsForQualificationType",
    "ListLinkedWhatsAppBusinessAccounts",
    "ListWhatsAppFlowAssets",
    "ListWhatsAppFlows",
    "ListWhatsAppMessageTemplates",
    "ListWhatsAppTemplateLibrary",
    "PostWhatsAppMessageMedia",
    "PublishWhatsAppFlow",
    "PutWhatsAppBusinessAccountEventDestinations",
    "PutWhatsAppBusinessPublicKey",
    "RevokeOAuth2TokenWithIAM",
    "SendWhatsAppCallEvent",
    "SendWhatsAppConversionEvent",
    "SendWhatsAppMessage",
    "StartOTelEnrichment",
    "StopOTelEnrichment",
    "UpdateLinkedWhatsAppBusinessAccountPhoneNumber",
    "UpdateOTelEnrichment",
    "UpdateWhatsAppFlow",
    "UpdateWhatsAppFlowAssets",
    "UpdateWhatsAppMessageTemplate",
};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> brandWords{{
    {"WhatsApp", "Whatsapp"},
    {"iSCSI", "Iscsi"},
    {"PartiQL", "Partiql"},
    {"OAuth2", "Oauth2"},
    {"OTel", "Otel"},
    {"HITs", "Hits"},
}};

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}
bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
void lowerInPlace(std::string& text, std::size_t from = 0)
{
    std::transform(text.begin() + static_cast<std::ptrdiff_t>(from), text.end(),
                   text.begin() + static_cast<std::ptrdiff_t>(from), ascii::toLower);
}

std::string withBrandWordsJoined(std::string_view name)
{
    std::string result(name);
    if (std::find(std::begin(namesWithBrandWords), std::end(namesWithBrandWords), name) ==
        std::end(namesWithBrandWords))
        return result;
    for (const auto& [word, joined] : brandWords) {
        const auto at = result.find(word);
        if (at != std::string::npos)
            result.replace(at, word.size(), joined);
    }
    return result;
}

/// "GatewayARNs" -> "Gateway_arns": a plural of two or more capitals at the end is one word.
std::string splitPluralOfCapitals(const std::string& name, char separator)
{
    if (name.size() < 3 || name.back() != 's')
        return name;
    auto start = name.size() - 1;
    while (start > 0 && isUpper(name[start - 1]))
        --start;
    if (name.size() - 1 - start < 2)
        return name;
    std::string result = name.substr(0, start) + separator + name.substr(start);
    lowerInPlace(result, start);
    return result;
}

/// A separator before every capital that lower-case letters follow, except at the very beginning.
std::string splitBeforeWords(const std::string& name, char separator)
{
    std::string result;
    for (std::size_t i = 0; i < name.size();) {
        result += name[i];
        const bool wordFollows = i + 2 < name.size() && isUpper(name[i + 1]) && isLower(name[i + 2]);
        ++i;
        if (!wordFollows)
            continue;
        result += separator;
        result += name[i++];
        while (i < name.size() && isLower(name[i]))
            result += name[i++];
    }
    return result;
}

std::string splitAfterLowerOrDigit(const std::string& name, char separator)
{
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (i > 0 && isUpper(name[i]) && (isLower(name[i - 1]) || ascii::isDigit(name[i - 1])))
            result += separator;
        result += name[i];
    }
    return result;
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

void appendUtf8(std::string& out, std::uint32_t point)
{
    const auto add = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
    if (point < 0x80) {
        add(point);
    } else if (point < 0x800) {
        add(0xC0 | point >> 6);
        add(0x80 | (point & 0x3F));
    } else if (point < 0x10000) {
        add(0xE0 | point >> 12);
        add(0x80 | (point >> 6 & 0x3F));
        add(0x80 | (point & 0x3F));
    } else {
        add(0xF0 | point >> 18);
        add(0x80 | (point >> 12 & 0x3F));
        add(0x80 | (point >> 6 & 0x3F));
        add(0x80 | (point & 0x3F));
    }
}

/// What stands between '&' and ';'.
std::optional<std::uint32_t> referencedPoint(std::string_view name)
{
    static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 11> names{{
        {"amp", '&'},
        {"lt", '<'},
        {"gt", '>'},
        {"quot", '"'},
        {"apos", '\''},
        {"nbsp", ' '},
        {"ndash", 0x2013},
        {"mdash", 0x2014},
        {"hellip", 0x2026},
        {"rsquo", 0x2019},
        {"trade", 0x2122},
    }};
    for (const auto& [known, point] : names) {
        if (known == name)
            return point;
    }
    if (!name.starts_with('#'))
        return std::nullopt;
    name.remove_prefix(1);
    const bool isHex = name.starts_with('x') || name.starts_with('X');
    if (isHex)
        name.remove_prefix(1);
    std::uint32_t point = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), point, isHex ? 16 : 10);
    const bool isScalar = point != 0 && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    return error == std::errc() && end == name.data() + name.size() && isScalar ? std::optional(point)
                                                                                : std::nullopt;
}

class ProseText final {
public:
    void tag(std::string_view tag)
    {
        const bool closes = tag.starts_with('/');
        if (closes)
            tag.remove_prefix(1);
        std::string name;
        for (const char c : tag.substr(0, tag.find_first_of(" \t\r\n/")))
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        static constexpr std::array<std::string_view, 15> blocks{"p",   "ul",    "ol",        "dl", "pre",
                                                                 "div", "table", "note",      "h1", "h2",
                                                                 "h3",  "h4",    "important", "h5", "tr"};
        if (name == "br") {
            breakLine(1);
        } else if (name == "li" || name == "dt" || name == "dd") {
            breakLine(1);
            if (name == "li" && !closes)
                m_item = true;
        } else if (std::find(blocks.begin(), blocks.end(), name) != blocks.end()) {
            // A paragraph inside a list item does not leave its line.
            breakLine(m_item ? 0 : 2);
        }
    }

    void character(std::string_view bytes)
    {
        if (bytes.size() == 1 && std::isspace(static_cast<unsigned char>(bytes[0]))) {
            m_blank = true;
            return;
        }
        if (!m_out.empty() && m_breaks > 0)
            m_out.append(static_cast<std::size_t>(m_breaks), '\n');
        else if (!m_out.empty() && m_blank && !m_item)
            m_out += ' ';
        if (m_item)
            m_out += "- ";
        m_item = false;
        m_blank = false;
        m_breaks = 0;
        m_out += bytes;
    }

    [[nodiscard]] std::string take() { return std::move(m_out); }

private:
    void breakLine(int count)
    {
        m_breaks = std::max(m_breaks, count);
        m_blank = false;
    }

    std::string m_out;
    int m_breaks = 0;
    bool m_blank = false;
    bool m_item = false; ///< a list item begins with the next character
};

} // namespace

// ---- names ------------------------------------------------------------------------------------------------

std::string snakeCase(std::string_view name, char separator)
{
    if (name.find(separator) != std::string_view::npos)
        return std::string(name);
    auto result = splitPluralOfCapitals(withBrandWordsJoined(name), separator);
    result = splitAfterLowerOrDigit(splitBeforeWords(result, separator), separator);
    lowerInPlace(result);
    return result;
}

std::vector<std::string> similarNames(std::string_view wanted, const std::vector<std::string>& candidates,
                                      std::size_t limit)
{
    struct Near {
        std::size_t distance;
        std::size_t length; ///< of two at one distance the shorter is meant more often
        std::string name;
    };
    std::vector<Near> near;
    const std::size_t farthest = std::max<std::size_t>(2, wanted.size() / 3);
    for (const auto& candidate : candidates) {
        const bool contains = wanted.size() >= 3 && candidate.find(wanted) != std::string::npos;
        const auto edits = editDistance(wanted, candidate);
        const auto distance = contains ? std::min(edits, farthest) : edits;
        if (distance <= farthest)
            near.push_back({distance, candidate.size(), candidate});
    }
    std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
        return std::tie(a.distance, a.length) < std::tie(b.distance, b.length);
    });
    std::vector<std::string> result;
    for (std::size_t i = 0; i < near.size() && i < limit; ++i)
        result.push_back(near[i].name);
    return result;
}

// ---- documentation ----------------------------------------------------------------------------------------

std::string plainText(std::string_view html)
{
    ProseText text;
    while (!html.empty()) {
        const char first = html.front();
        const auto end = first == '<'   ? html.find('>')
                         : first == '&' ? html.find(';')
                                        : std::string_view::npos;
        if (first == '<' && end != std::string_view::npos) {
            if (!html.starts_with("<!--"))
                text.tag(html.substr(1, end - 1));
            html.remove_prefix(end + 1);
            continue;
        }
        const auto point =
            end != std::string_view::npos ? referencedPoint(html.substr(1, end - 1)) : std::nullopt;
        if (point) {
            std::string bytes;
            appendUtf8(bytes, *point);
            text.character(bytes);
            html.remove_prefix(end + 1);
            continue;
        }
        text.character(html.substr(0, 1));
        html.remove_prefix(1);
    }
    return text.take();
}

} // namespace inia
