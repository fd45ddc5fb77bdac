#pragma once

#include "core/common/result.h"
#include "core/resource/resource.h"
#include "ui/widgets/progress.h"

#include <QtCore/QList>
#include <QtCore/QString>
#include <QtWidgets/QWidget>

#include <optional>

class QLabel;
class QVBoxLayout;

namespace inia::ui {

class Appearance;
class ElidedLabel;

// Ids of the actions that states offer.
namespace stateaction {
inline const QString retry = QStringLiteral("retry");
inline const QString showRequest = QStringLiteral("show-request");
inline const QString loadMore = QStringLiteral("load-more");
inline const QString clearFilter = QStringLiteral("clear-filter");
inline const QString askServer = QStringLiteral("ask-server");
inline const QString enterPath = QStringLiteral("enter-path");
inline const QString upload = QStringLiteral("upload");
// Both want a person: to sign in, or to enter the code of a device.
inline const QString signIn = QStringLiteral("sign-in");
inline const QString enterCode = QStringLiteral("enter-code");
inline const QString openConsole = QStringLiteral("open-console");
inline const QString chooseProfile = QStringLiteral("choose-profile");
} // namespace stateaction

// One line of the error card: "Request id  7ZK3A1Q9F0M2XW4T".
struct StateFact {
    QString key;
    QString value;
    bool mono = false;
    bool danger = false;
    bool copyable = false;

    bool operator==(const StateFact&) const = default;
};

// A button of a full-view state. `id` comes back in actionTriggered().
struct StateAction {
    QString id;
    QString text; // verb and object
    QString iconName;

    bool operator==(const StateAction&) const = default;
};

// What stands where the data would be: empty, no match, denied, failed.
struct StateContent {
    QString iconName;
    bool danger = false;
    QString title;
    QString sentence;
    QList<StateFact> facts;
    QList<StateAction> actions; // at most three, the likely one first

    bool operator==(const StateContent&) const = default;
};

// A full-view state: a centred block of an icon, a title, one sentence, the facts of an error and buttons.
class StateView final : public QWidget {
    Q_OBJECT

public:
    explicit StateView(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(StateView)

    // The likely button is where the view's focus goes.
    void setContent(const StateContent& content);

signals:
    void actionTriggered(const QString& id);
    void copyRequested(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuildFacts();
    void rebuildActions();

    const Appearance& m_appearance;
    StateContent m_content;
    QWidget* m_block;
    QWidget* m_disc;
    QVBoxLayout* m_words;
    ElidedLabel* m_title;
    QLabel* m_sentence;
    QWidget* m_factsBox = nullptr;
    QWidget* m_actionsBox = nullptr;
};

// What somebody should know and may put away: each thing on lines of its own, on the warning tint. Hidden
// while there is nothing.
class NoticeStrip final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(NoticeStrip)

public:
    explicit NoticeStrip(const Appearance& appearance, QWidget* parent = nullptr);

    void setNotices(const QStringList& notices);
    [[nodiscard]] const QStringList& notices() const { return m_notices; }

signals:
    void dismissed();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    QStringList m_notices;
    QWidget* m_lines = nullptr;
    QWidget* m_room;
    QVBoxLayout* m_column;
};

// A failure in the middle of a list: stands right below the last good row and says what failed, what was
// kept, and offers the next step. 84 px high, on the danger tint.
class FailureStrip final : public QWidget {
    Q_OBJECT

public:
    explicit FailureStrip(const Appearance& appearance, QWidget* parent = nullptr);
    Q_DISABLE_COPY_MOVE(FailureStrip)

    // Uses title, sentence and actions of the content; the icon is always the warning.
    void setContent(const StateContent& content);

signals:
    void actionTriggered(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Appearance& m_appearance;
    ElidedLabel* m_title;
    ElidedLabel* m_sentence;
    QWidget* m_actions = nullptr;
};

// The error card: what failed, why, and the facts one needs to talk about it. `title` says what could not be
// done; `hasRequest` offers to show the call in the inspector.
[[nodiscard]] StateContent errorState(const Error& error, const QString& title, bool hasRequest);

// The card where nothing would hear the Retry button.
[[nodiscard]] StateContent withoutRetry(StateContent content);

// The strip below the rows when page number `page` of a listing failed; `kept` says what stays.
[[nodiscard]] StateContent failedPageState(const Error& error, int page, const QString& kept);

// The same of what comes without pages: a look, what is followed, a query.
[[nodiscard]] StateContent endedEarlyState(const Error& error, const QString& kept);

// Where it is for want of a person that there are no keys: says so instead, and offers what helps first.
void offerSignIn(StateContent& content, const Error& error);

// A session that could not be made: configuration, unknown profile, no models.
[[nodiscard]] StateContent sessionErrorState(const Error& error);

// "403 AccessDenied", "NoSuchBucket", "No answer in time": the shortest name of what went wrong.
[[nodiscard]] QString errorName(const Error& error);

// What is said alike of all that comes page by page.

[[nodiscard]] StatusFacts::Mark pageMark(CollectionCursor::State state, const std::optional<Error>& error);

// "Denied", "Failed"
[[nodiscard]] QString failureWord(const std::optional<Error>& error);

// "1 request", "3,000 requests"
[[nodiscard]] QString requestsText(int requests);

} // namespace inia::ui
