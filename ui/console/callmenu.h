#pragma once

#include "core/session/session.h"
#include "ui/console/keptcalls.h"

#include <QtCore/QPointer>

#include <functional>
#include <memory>

class QMenu;
class QWidget;

namespace inia::ui {

class Appearance;
struct SessionInfo;

// The console's menu of what was run and of favourites: it keeps, offers and shares them, and asks for the
// name of a favourite and for what stands in `${...}`.
class CallMenu final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CallMenu)

public:
    // What is set when the menu opens.
    struct Current {
        OperationModel operation;
        Value params;
    };

    // `owner` is the widget that menus and questions stand over.
    CallMenu(const Appearance& appearance, Session session, std::shared_ptr<KeptCalls> kept, QWidget* owner);

    // How calls of a session are grouped: by the number of the account, or the profile while nobody knows it.
    [[nodiscard]] static std::string accountOf(const SessionInfo& info);
    [[nodiscard]] CallHistory& history() const { return m_kept->history; }
    // Deletes itself when it closes. The last calls of the operation come first, then those of others.
    [[nodiscard]] QMenu* makeMenu(const SessionInfo& info, Current current);

signals:
    // Parameters as they are kept; see paramsOf().
    void chosen(const std::string& service, const std::string& operation, const inia::Value& kept);
    void copyRequested(const QString& text);
    void noticeRequested(const QString& text);

private:
    void addPast(QMenu& menu, const SessionInfo& info, const Current& current, bool ofOthers);
    void addFavourites(QMenu& menu, const SessionInfo& info, const Current& current);
    void askForName(const SessionInfo& info, const Current& current);
    void use(const SessionInfo& info, const Favourite& favourite);

    const Appearance& m_appearance;
    Session m_session;
    std::shared_ptr<KeptCalls> m_kept;
    QWidget* m_owner;
    QPointer<QWidget> m_asking;
};

} // namespace inia::ui
