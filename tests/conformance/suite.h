#pragma once

#include "core/model/value.h"

#include <QtCore/QStringList>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace inia::conformance {

enum class Verdict { Passed, Failed, Skipped, Deviates };

/// What came of one suite. Cases that passed are only counted.
struct SuiteResult {
    struct Entry {
        std::string id;
        Verdict verdict = Verdict::Failed;
        std::string reason;
    };
    std::string name;
    std::map<Verdict, int> counts;
    std::vector<Entry> entries;

    [[nodiscard]] int count(Verdict verdict) const
    {
        const auto found = counts.find(verdict);
        return found == counts.end() ? 0 : found->second;
    }
};

/// One suite under way: where its data lies, and the book of its cases.
class SuiteRun final {
public:
    /// `root` is the folder of all suites; `onlyCase` empty: every case.
    SuiteRun(std::string name, QString root, std::string onlyCase);

    /// A file or folder below the root.
    [[nodiscard]] QString path(const QString& relative) const { return m_root + QLatin1Char('/') + relative; }
    /// The JSON file below the root; null when it is not there. A file that is no JSON is a failed case.
    [[nodiscard]] Value json(const QString& relative);
    /// Names of the entries of a folder below the root that match, sorted; none when it is not there.
    [[nodiscard]] QStringList files(const QString& folder, const QString& pattern) const;
    [[nodiscard]] QStringList folders(const QString& folder) const;

    /// Runs one case: `test` says what is wrong, or nothing. A failure that the reviewed list defends counts
    /// as a deviation. `data` is the case, for the rules of that list.
    void check(const std::string& id, const Value& data, const std::function<std::string()>& test);
    void skip(const std::string& id, std::string reason);

    [[nodiscard]] const SuiteResult& result() const { return m_result; }

private:
    [[nodiscard]] bool wants(const std::string& id) const { return m_onlyCase.empty() || id == m_onlyCase; }
    void note(const std::string& id, Verdict verdict, std::string reason);

    QString m_root;
    std::string m_onlyCase;
    SuiteResult m_result;
};

/// A suite by the folder (or file) its data lies in, which is also its name.
struct Suite {
    std::string_view name; ///< "endpoints/services", "oracle/validation"
    QLatin1String data;    ///< the folder or file below the root: without it the suite is absent
    void (*run)(SuiteRun&);
};
[[nodiscard]] std::span<const Suite> allSuites();

} // namespace inia::conformance
