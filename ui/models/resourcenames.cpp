#include "ui/models/resourcenames.h"

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

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return isUpper(c) ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

/// "DNSName" and "dns_name" are both {"dns", "name"}.
std::vector<std::string> words(std::string_view name)
{
    std::vector<std::string> result;
    std::string word;
    const auto finish = [&] {
        if (!word.empty())
            result.push_back(lowered(word));
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

/// Words that are written in capitals.
bool isAcronym(std::string_view word)
{
    static constexpr std::array<std::string_view, 30> acronyms{
        "acl", "acls", "ami",  "api",  "arn",  "aws",   "az",  "cidr", "dhcp", "dns",
        "ebs", "eni",  "fifo", "html", "http", "https", "iam", "ip",   "json", "kms",
        "mfa", "saml", "sns",  "sqs",  "ssh",  "ssl",   "tcp", "ttl",  "url",  "vpc"};
    return std::find(acronyms.begin(), acronyms.end(), word) != acronyms.end();
}

std::string written(const std::string& word)
{
    std::string result = word;
    if (isAcronym(word)) {
        std::transform(result.begin(), result.end(), result.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
        if (word == "acls")
            result.back() = 's';
    } else if (word == "vpcs") {
        result = "VPCs";
    }
    return result;
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
    return capitalised(joined(words(lowered(state))));
}

} // namespace inia::ui
