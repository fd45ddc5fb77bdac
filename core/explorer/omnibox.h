#pragma once

#include "core/model/value.h"

#include <QtCore/QMap>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace inia::explorer {

/// A URL in its parts, as they are written.
struct UrlText {
    QString host; ///< in lower case, without user, password and port
    QString path;
    QString query;
    QString fragment;
    [[nodiscard]] QStringList segments() const { return path.split(u'/', Qt::SkipEmptyParts); }
};

[[nodiscard]] UrlText splitUrl(const QString& url);
/// %XX decoded as UTF-8; what is no such escape stays as it is.
[[nodiscard]] QString unquoted(const QString& text);
/// {name: first value} of a query, decoded, "+" as a blank.
[[nodiscard]] QMap<QString, QString> queryItems(const QString& query);

/// Where something that was typed or pasted leads. Members that are empty were not told.
struct Destination {
    std::string service; ///< as clients are called
    std::string type;    ///< noun of a type of the service (ServiceReport's), or bucket, prefix, object
    std::string id;      ///< of the item; a name, an id or the whole ARN, as the service's calls want it
    std::string parent;  ///< what the item stands in: cluster of a node group, group of a log stream
    std::string bucket;  ///< of S3; the ARN of an access point as well
    std::string key;
    std::string region;
    std::string account;
    std::string partition; ///< where it is not "aws"
    std::string qualifier; ///< of a Lambda function
    std::string stream;    ///< of a log group
    std::string view;      ///< "items" of a table, "events" of a stack
    std::string noun;      ///< first word of an ARN of an unknown type
    std::string arn;       ///< of an unknown type
    std::string path;      ///< of SERVICE://PATH, a place of this program
    std::string search;    ///< words to look for
    std::string error;     ///< why it leads nowhere: one sentence
    std::vector<Destination> candidates;
    bool isAccessPoint = false;
    bool isUnknownPage = false; ///< a page of AWS's console that only the service is known of

    [[nodiscard]] bool leadsNowhere() const { return !error.empty(); }
    /// {member: text} of what was told.
    [[nodiscard]] Value toValue() const;
};

/// Reads what people type or paste: s3://, ARNs, URLs of AWS's console and of services, ids, names. Asks
/// nobody: what it says is what the text says.
class Omnibox final {
public:
    using Names = std::set<std::string, std::less<>>;

    /// `services`: the names of clients; `buckets`: those that are known in the tab.
    Omnibox(Names services, Names buckets) : m_services(std::move(services)), m_buckets(std::move(buckets)) {}

    /// The first rule that fits; what is only words becomes a search.
    [[nodiscard]] Destination parse(std::string_view text) const;

private:
    [[nodiscard]] Destination parseName(const QString& text) const;

    Names m_services;
    Names m_buckets;
};

/// Whether a value of an answer leads somewhere by its form alone: an ARN of a service that is known, s3://,
/// an id as EC2 and others number things (i-…, vpc-…). Words are never taken for ids.
[[nodiscard]] bool isLink(std::string_view value);
/// Of an ARN as it is written.
[[nodiscard]] Destination destinationOfArn(const QString& text);
/// Of a URL with http or https; leads nowhere when it is none of AWS.
[[nodiscard]] Destination destinationOfUrl(const QString& url);
/// Of an id by its form (i-…, vpc-…, Z…, twelve digits); without a service and an account when it has none.
[[nodiscard]] Destination destinationOfId(const QString& text);
/// A bucket, a prefix (ends with "/") or an object.
[[nodiscard]] Destination destinationInS3(const QString& bucket, const QString& key = {},
                                          const QString& region = {});

} // namespace inia::explorer
