#pragma once

#include "core/common/clock.h"
#include "core/common/result.h"
#include "core/observe/exchangelog.h"
#include "ui/models/exchangecondition.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtCore/QString>
#include <QtCore/QStringList>

#include <memory>
#include <vector>

namespace inia::ui {

/// What the inspector's filter field says. Terms stand between blanks and all have to hold:
///
///     filter = [ term { blank term } ] ;
///     term   = [ "-" ] ( key ":" values | word ) ;
///     values = value { "," value } ;                one of them has to hold
///     value  = [ ">" | "<" ] text | text ".." text ;  the marks for numbers only
///     text   = '"' { character | "\" character } '"' | characters without a blank ;
///
/// A "-" turns a term around. A word is looked for in service, operation, target, cause, error and request
/// ids; so is what stands in front of a colon and is no key, since ARNs have colons. Nothing looks at case.
class ExchangeFilter final {
public:
    /// A part of the text, in characters.
    struct Span {
        qsizetype begin = 0;
        qsizetype length = 0;
    };

    ExchangeFilter() = default;
    /// Fails (kind Parameter) with a sentence for the user, and tells which word is wrong.
    [[nodiscard]] static Result<ExchangeFilter> parse(const QString& text, Span* wrong = nullptr);

    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    [[nodiscard]] bool matches(const ExchangeCall& call, std::chrono::system_clock::time_point now) const;
    [[nodiscard]] const std::vector<FilterTerm>& terms() const { return m_terms; }
    /// A term as parse() reads it.
    [[nodiscard]] static QString written(const FilterTerm& term);
    /// What parse() reads as the same filter.
    [[nodiscard]] QString text() const;
    /// What may have been meant otherwise: "status:?" for a key that is one letter off, a quote that was
    /// closed at the end. Mostly empty.
    [[nodiscard]] const QString& hint() const { return m_hint; }

private:
    class Reader;

    std::vector<FilterTerm> m_terms;
    QString m_hint;
};

/// The calls of an ExchangeLogModel that pass the inspector's filter, each with all its attempts. The log is
/// bounded to a size at which Qt's own proxy is quick enough.
class ExchangeFilterProxy final : public QSortFilterProxyModel {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExchangeFilterProxy)
public:
    enum class Origin {
        All,
        Yours,      ///< what the user did
        Background, ///< what the program did by itself
    };

    explicit ExchangeFilterProxy(std::shared_ptr<const Clock> clock, QObject* parent = nullptr);

    void setOrigin(Origin origin);
    [[nodiscard]] Origin origin() const { return m_origin; }
    void setFilter(ExchangeFilter filter);

    /// All calls that pass, whatever they are grouped in.
    [[nodiscard]] std::vector<std::shared_ptr<const ExchangeCall>> shownCalls() const;
    /// Null for an invalid index.
    [[nodiscard]] std::shared_ptr<const ExchangeCall> call(const QModelIndex& proxyIndex) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    [[nodiscard]] bool accepts(const std::shared_ptr<const ExchangeCall>& call) const;

    std::shared_ptr<const Clock> m_clock;
    ExchangeFilter m_filter;
    Origin m_origin = Origin::All;
};

/// What may stand in the inspector's filter where the cursor is, and which part of the text it takes the
/// place of: keys, and behind one of them the values that calls have had, the most frequent first.
struct FilterCompletion {
    qsizetype begin = 0;
    qsizetype length = 0;
    QStringList offers; ///< as they are written, in quotes where they need them

    [[nodiscard]] static FilterCompletion at(const QString& text, qsizetype cursor, const ExchangeLog& log);
};

} // namespace inia::ui
