#pragma once

#include "core/resource/resource.h"
#include "core/text/finder.h"
#include "ui/commands/commandtable.h"
#include "ui/models/place.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <functional>
#include <vector>

class QAction;

namespace inia::ui {

class PageServices;

// What stands in the middle of a session for one kind of place: a view, and what it needs to show the places
// of its kind. A page tells the details what is selected in it.
class CentrePage : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CentrePage)

public:
    // Owns `widget` until the window has deleted it; `services` outlives the page.
    CentrePage(QWidget* widget, PageServices& services) : m_widget(widget), m_services(services) {}
    ~CentrePage() override { deleteWidget(); }

    [[nodiscard]] QWidget* widget() const { return m_widget; }
    // The part of the widget that F6 goes to.
    [[nodiscard]] virtual QWidget* focusArea() const { return m_widget; }

    // Shows a place of this page's kind. `from` is where one was before: coming out of a place inside this
    // one, that is the row one wants to see.
    virtual void enter(const Place& place, const Place& from) = 0;
    // Another page takes over: whatever is under way ends.
    virtual void leave() {}
    // Asks again, keeping the selection.
    virtual void reload() {}
    // Asks again for what failed for want of a person who signs in.
    virtual void goOn() {}
    virtual void cancelLoading() {}
    virtual void focusRows() { m_widget->setFocus(Qt::OtherFocusReason); }
    virtual void focusFilter() {}
    // What a command of the table does here, or why it cannot.
    struct Act {
        std::function<void()> run;
        QString obstacle; // null when it can be done
    };
    [[nodiscard]] virtual Act act(CommandId) { return {{}, tr("Not for what is shown here")}; }
    // Adds the rows that are loaded, the first of very many, each by an id for showRow(); to be called in any
    // thread, soon. Null when there are none.
    static constexpr std::size_t mostFindable = 200'000;
    [[nodiscard]] virtual std::function<void(Finder&)> findableRows() const { return {}; }
    // Makes it the row that is selected.
    virtual void showRow(const std::string&) {}
    // What can be done here with what is selected, beside the actions of resources.
    [[nodiscard]] virtual QList<QAction*> ownActions() const { return {}; }
    // What is selected, as far as it is resources.
    [[nodiscard]] virtual std::vector<Resource> selected() const { return {}; }
    // Says for a while what was done elsewhere: a good end that no dialog tells.
    virtual void showNotice(const QString& text) = 0;

protected:
    [[nodiscard]] PageServices& services() const { return m_services; }
    // For the destructors of pages that have what their widget shows: it has to go first.
    void deleteWidget() { delete m_widget; }

private:
    QPointer<QWidget> m_widget;
    PageServices& m_services;
};

} // namespace inia::ui
