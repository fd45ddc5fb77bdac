#pragma once

#include "core/http/httpmessage.h"
#include "tests/support/faketransport.h"

#include <QtCore/QByteArray>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace inia::tests {

/// The part of S3 that uploads use, in memory, for path-style requests over plain HTTP: objects are made by
/// PutObject or in parts, described by HeadObject, and not replaced where If-None-Match says so.
class FakeUploads final {
public:
    struct Upload {
        std::string key; ///< "/bucket/key", as in the URL
        std::map<int, QByteArray> parts;
    };

    /// Asked first, with "PutObject", "CreateMultipartUpload" ...; what it answers is sent instead.
    std::function<std::optional<FakeTransport::Answer>(const std::string& operation,
                                                       const HttpRequest& request)>
        intercept;
    std::map<std::string, Upload> uploads;     ///< by id
    std::map<std::string, QByteArray> objects; ///< by "/bucket/key"
    std::map<std::string, QByteArray> etags;   ///< likewise
    bool hasChecksums = true;                  ///< tells those of whole objects
    bool ignoresConditions = false;
    std::vector<std::string> operations; ///< in the order they came
    int partsPerPage = 1000;             ///< of ListParts

    [[nodiscard]] FakeTransport::Answer answer(const HttpRequest& request);
    [[nodiscard]] int count(const std::string& operation) const;

private:
    [[nodiscard]] HttpResponse describe(const std::string& key) const;
    [[nodiscard]] HttpResponse create(const std::string& key);
    [[nodiscard]] HttpResponse listParts(const Upload& upload, int marker) const;
    [[nodiscard]] HttpResponse complete(const std::string& id, const HttpRequest& request);

    int m_lastId = 0;
};

/// An error as S3 puts it.
[[nodiscard]] HttpResponse s3Error(int status, const std::string& code);
/// What a request sends, wherever it is.
[[nodiscard]] QByteArray bodyOf(const HttpRequest& request);

} // namespace inia::tests
