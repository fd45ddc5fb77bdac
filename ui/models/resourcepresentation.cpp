#include "ui/models/resourcepresentation.h"

#include "core/jmespath/expression.h"
#include "core/resource/requestparams.h"
#include "core/text/ascii.h"
#include "ui/models/displaytext.h"

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

namespace {

struct ServiceLook {
    std::string_view service;
    std::string_view icon;
};

// In the order of the tree. A service that is not here comes after these.
constexpr std::array services{
    ServiceLook{"s3", "bucket"},        ServiceLook{"ec2", "chip"},
    ServiceLook{"dynamodb", "db"},      ServiceLook{"sqs", "queue"},
    ServiceLook{"sns", "topic"},        ServiceLook{"iam", "user"},
    ServiceLook{"cloudwatch", "chart"}, ServiceLook{"cloudformation", "stack"},
    ServiceLook{"glacier", "history"},
};

struct TypeLook {
    std::string_view type;
    std::string_view icon;
};

// Names of types are alike enough over the services that one drawing a name will do.
constexpr std::array types{
    TypeLook{"AccessKey", "key"},
    TypeLook{"Alarm", "clock"},
    TypeLook{"Bucket", "bucket"},
    TypeLook{"Event", "logs"},
    TypeLook{"Group", "user"},
    TypeLook{"GroupPolicy", "shield"},
    TypeLook{"Image", "stack"},
    TypeLook{"Instance", "chip"},
    TypeLook{"InstanceProfile", "chip"},
    TypeLook{"InternetGateway", "globe"},
    TypeLook{"Job", "clock"},
    TypeLook{"KeyPair", "key"},
    TypeLook{"KeyPairInfo", "key"},
    TypeLook{"Metric", "chart"},
    TypeLook{"MfaDevice", "key"},
    TypeLook{"MultipartUpload", "upload"},
    TypeLook{"NetworkAcl", "shield"},
    TypeLook{"NetworkInterface", "network"},
    TypeLook{"Policy", "shield"},
    TypeLook{"PolicyVersion", "history"},
    TypeLook{"Queue", "queue"},
    TypeLook{"Role", "user"},
    TypeLook{"RolePolicy", "shield"},
    TypeLook{"RouteTable", "branch"},
    TypeLook{"SecurityGroup", "shield"},
    TypeLook{"ServerCertificate", "lock"},
    TypeLook{"SigningCertificate", "lock"},
    TypeLook{"Snapshot", "image"},
    TypeLook{"Stack", "stack"},
    TypeLook{"Subnet", "network"},
    TypeLook{"Subscription", "link"},
    TypeLook{"Table", "db"},
    TypeLook{"Topic", "topic"},
    TypeLook{"User", "user"},
    TypeLook{"UserPolicy", "shield"},
    TypeLook{"VirtualMfaDevice", "key"},
    TypeLook{"Volume", "db"},
    TypeLook{"Vpc", "network"},
    TypeLook{"VpcAddress", "pin"},
    TypeLook{"VpcPeeringConnection", "link"},
};

// EC2 has far more collections than one wants to look at; these are what one works with daily.
constexpr std::array ec2Foremost{"instances", "images",  "key_pairs", "security_groups",
                                 "snapshots", "subnets", "volumes",   "vpcs"};
constexpr std::size_t manyCollections = 10;

std::string tagName(const Value& data)
{
    for (const char* member : {"Tags", "TagSet"}) {
        for (const auto& tag : data[member].items()) {
            if (tag["Key"].text() == "Name")
                return tag["Value"].text();
        }
    }
    return {};
}

std::string inferredName(const Resource& resource)
{
    const auto& path = resource.definition().namePath;
    return path.empty() ? std::string() : searchOrNull(path, resource.data()).text();
}

/// "PolicyName" of a Policy, "GroupName" of a SecurityGroup, "Name" of an Image.
std::string memberName(const Resource& resource)
{
    constexpr std::string_view suffix = "Name";
    for (const auto& [member, value] : resource.data().members()) {
        const std::string_view name = member;
        if (value.isText() && name.ends_with(suffix) &&
            std::string_view(resource.type()).ends_with(name.substr(0, name.size() - suffix.size())))
            return value.text();
    }
    return {};
}

bool asksTheSame(const CollectionDefinition& a, const CollectionDefinition& b)
{
    const auto same = [](const RequestDefinition::Param& x, const RequestDefinition::Param& y) {
        return x.target == y.target && x.source == y.source && x.name == y.name && x.value == y.value;
    };
    return a.resource.type == b.resource.type && a.request.operation == b.request.operation &&
           std::is_permutation(a.request.params.begin(), a.request.params.end(), b.request.params.begin(),
                               b.request.params.end(), same);
}

} // namespace

int serviceRank(std::string_view service)
{
    const auto found = std::find_if(services.begin(), services.end(),
                                    [service](const auto& look) { return look.service == service; });
    return static_cast<int>(found - services.begin());
}

QString serviceIconName(std::string_view service)
{
    if (service == "api") // the scheme of the API console
        return QStringLiteral("terminal");
    const auto rank = static_cast<std::size_t>(serviceRank(service));
    return rank < services.size() ? toQString(services[rank].icon) : QStringLiteral("cube");
}

QString resourceIconName(std::string_view type)
{
    const auto found =
        std::find_if(types.begin(), types.end(), [type](const auto& look) { return look.type == type; });
    return found == types.end() ? QStringLiteral("cube") : toQString(found->icon);
}

QString collectionNoun(std::string_view collection)
{
    return toQString(nounOf(collection));
}

QString collectionLabel(std::string_view collection)
{
    QString label = collectionNoun(collection);
    if (!label.isEmpty())
        label[0] = label[0].toUpper();
    return label;
}

std::vector<std::string> collectionNames(const Resource& resource)
{
    auto collections = resource.definition().collections;
    std::sort(collections.begin(), collections.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    std::vector<std::string> names;
    for (auto it = collections.begin(); it != collections.end(); ++it) {
        const bool again = std::any_of(std::next(it), collections.end(),
                                       [&](const auto& other) { return asksTheSame(*it, other); });
        if (!again && !lacksIdentifiers(resource, it->request))
            names.push_back(it->name);
    }
    return names;
}

std::vector<std::string> foremostCollections(const Resource& resource, const std::vector<std::string>& names)
{
    const auto& definition = resource.definition();
    if (!definition.foremost.empty())
        return definition.foremost;
    if (names.size() <= manyCollections || definition.service != "ec2")
        return names;
    std::vector<std::string> result;
    std::copy_if(ec2Foremost.begin(), ec2Foremost.end(), std::back_inserter(result),
                 [&names](const char* name) { return std::count(names.begin(), names.end(), name) > 0; });
    return result;
}

std::string_view shortIdentifier(std::string_view identifier)
{
    const auto behind = [identifier](std::string_view separators) {
        const auto at = identifier.find_last_of(separators);
        return at == std::string_view::npos || at + 1 == identifier.size() ? identifier
                                                                           : identifier.substr(at + 1);
    };
    // "web:1" of "task-definition/web:1" and the time of a stream are whole.
    if (identifier.starts_with("arn:"))
        return identifier.find('/') == std::string_view::npos ? behind(":") : behind("/");
    return identifier.starts_with("http://") || identifier.starts_with("https://") ? behind("/") : identifier;
}

QString lastIdentifier(const Resource& resource)
{
    if (resource.identifiers().empty())
        return {};
    const Value& last = resource.identifiers().back();
    return last.isInt() ? QString::number(last.toInt()) : toOneLine(last.text());
}

QString resourceName(const Resource& resource)
{
    if (const std::string tag = tagName(resource.data()); !tag.empty())
        return toOneLine(tag);
    if (const std::string name = inferredName(resource); !name.empty())
        return toOneLine(name);
    if (const std::string member = memberName(resource); !member.empty())
        return toOneLine(member);
    const std::string id = lastIdentifier(resource).toStdString();
    return toQString(shortIdentifier(id));
}

} // namespace inia::ui
