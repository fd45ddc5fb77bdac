#pragma once

#include "core/http/httpmessage.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace inia::tests {

/// Answers of services other than S3 by the name of the operation, for the query, EC2 and JSON protocols.
class FakeServices final {
public:
    /// The bodies of the pages, as the service would send them. Page n is asked for with the token "n": it
    /// has to stand in the body of the page before.
    void setPages(const std::string& operation, std::vector<QByteArray> pages);
    /// Answers 403 until allow().
    void deny(const std::string& operation) { m_denied.insert(operation); }
    void allow(const std::string& operation) { m_denied.erase(operation); }

    /// The operation that a request is for; empty when it is none of these protocols.
    [[nodiscard]] static std::string operationOf(const HttpRequest& request);
    /// 404 for operations without pages.
    [[nodiscard]] HttpResponse answer(const HttpRequest& request) const;

private:
    std::map<std::string, std::vector<QByteArray>> m_pages;
    std::set<std::string> m_denied;
};

/// The answer of EC2's DescribeInstances with instances named by their tag Name; none where it is empty.
[[nodiscard]] QByteArray instancesAnswer(const std::vector<std::pair<std::string, std::string>>& idsAndNames);
/// The answer of IAM's ListRoles; `nextPage` 0 for the last one.
[[nodiscard]] QByteArray rolesAnswer(const std::vector<std::string>& names, int nextPage = 0);
/// The answer of SQS's ListQueues.
[[nodiscard]] QByteArray queuesAnswer(const std::vector<std::string>& names);

} // namespace inia::tests
