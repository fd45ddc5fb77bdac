#include "ui/models/resourcenames.h"

#include "core/text/ascii.h"

#include <algorithm>
#include <array>
#include <vector>

namespace inia::ui {

namespace {

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLowerOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// "DNSName" and "dns_name" are both {"dns", "name"}.
std::vector<std::string> words(std::string_view name)
{
    std::vector<std::string> result;
    std::string word;
    const auto finish = [&] {
        if (!word.empty())
            result.push_back(ascii::lowered(word));
        word.clear();
    };
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (c == '_' || c == '-' || c == ' ' || c == '.') {
            finish();
            continue;
        }
        const bool afterLower = i > 0 && isLowerOrDigit(name[i - 1]);
        const bool endsCapitals =
            i > 0 && isUpper(name[i - 1]) && i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z';
        if (isUpper(c) && (afterLower || endsCapitals))
            finish();
        word += c;
    }
    finish();
    return result;
}

/// Words that are not written as other words are. "id" stays one: it is read more often than anything else.
std::string written(const std::string& word)
{
    static constexpr std::array<std::string_view, 57> acronyms{
        "ACL",  "AMI",   "API",  "ARN",  "AWS", "AZ",   "CIDR", "CORS",  "CPU",  "CRC32", "DHCP", "DNS",
        "EBS",  "ENA",   "ENI",  "FIFO", "GPU", "HTML", "HTTP", "IAM",   "IMDS", "IOPS",  "IP",   "IPv4",
        "IPv6", "HTTPS", "JSON", "KMS",  "MAC", "MD5",  "MFA",  "NAT",   "OK",   "QR",    "RSA",  "SAML",
        "SHA1", "SNS",   "SQS",  "SSE",  "SSH", "SSL",  "SSM",  "TCP",   "TLS",  "TPM",   "TTL",  "UDP",
        "URI",  "URL",   "UUID", "VPC",  "VPN", "XML",  "IO",   "SRIOV", "DB"};
    const auto* found = std::find_if(acronyms.begin(), acronyms.end(), [&word](std::string_view acronym) {
        return ascii::lowered(acronym) == word;
    });
    if (found != acronyms.end())
        return std::string(*found);
    // Of several: "ACLs", "VPCs".
    if (word.size() > 3 && word.back() == 's') {
        const std::string one = word.substr(0, word.size() - 1);
        if (const std::string capitals = written(one); capitals != one)
            return capitals + 's';
    }
    return word;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : " ") + written(word);
    return text;
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    return text;
}

} // namespace

std::string memberLabel(std::string_view member)
{
    const auto dot = member.rfind('.');
    if (dot == std::string_view::npos)
        return capitalised(joined(words(member)));
    const auto last = member.substr(dot + 1);
    const bool saysLittle = last == "Name" || last == "Code" || last == "Value";
    if (!saysLittle)
        return capitalised(joined(words(last)));
    const auto owner = member.substr(0, dot);
    const auto start = owner.rfind('.');
    return capitalised(joined(words(start == std::string_view::npos ? owner : owner.substr(start + 1))));
}

std::string nounOf(std::string_view name)
{
    return joined(words(name));
}

std::string stateLabel(std::string_view state)
{
    // One word in capitals (ACTIVE, OK) is a word like others.
    return capitalised(joined(words(ascii::lowered(state))));
}

} // namespace inia::ui
