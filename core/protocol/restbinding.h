#pragma once

#include "core/common/result.h"
#include "core/http/httpmessage.h"
#include "core/model/servicemodel.h"
#include "core/model/value.h"
#include "core/protocol/shapetables.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace inia {

/// Parameters sorted by where they travel in the REST protocols.
class RestBinding final {
public:
    /// Sorts the members of `params` by the locations their shapes name.
    [[nodiscard]] static Result<RestBinding> bind(const Shape& input, const Value& params);

    /// `uriTemplate` with labels filled in, as path and query. "{Key+}" keeps its slashes. Query parameters
    /// of the template come first. Fails when a label has no value.
    struct Target {
        std::string path;
        std::string query;
    };
    [[nodiscard]] Result<Target> target(std::string_view uriTemplate) const;

    [[nodiscard]] const HttpHeaders& headers() const { return m_headers; }
    /// The members that belong in the body, in the order given.
    [[nodiscard]] const ValueMap& body() const { return m_body; }

private:
    using Texts = std::vector<std::string>;

    [[nodiscard]] Result<void> add(std::string_view name, const Shape& member, const Value& value);
    [[nodiscard]] Result<void> addQuery(std::string_view key, const Shape& member, const Value& value);
    [[nodiscard]] Result<void> addHeader(std::string_view key, const Shape& member, const Value& value);
    [[nodiscard]] Result<void> addHeaderMap(std::string_view prefix, const Value& value);
    void setQuery(std::string_view key, Texts values);

    std::vector<std::pair<std::string, std::string>> m_labels;
    std::vector<std::pair<std::string, Texts>> m_query;
    HttpHeaders m_headers;
    ValueMap m_body;
};

/// Adds to `into` the members bound to headers, to headers of a prefix, and to the status code. Absent
/// headers leave their member out; a prefix always gives a map. Keys of a prefix map keep the case in
/// which the server wrote them. What does not fit is null and noted in `unreadable`.
void readHeaderMembers(const ShapeTable& table, ShapeTables& tables, const HttpResponse& response,
                       Value& into, UnreadableValues& unreadable);

} // namespace inia
