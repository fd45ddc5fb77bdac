#pragma once

#include "ui/browse/sessionview.h"

#include <QtCore/QByteArray>
#include <QtWidgets/QWidget>

#include <memory>
#include <vector>

class QSplitter;
class QStackedWidget;

namespace inia::ui {

class Appearance;
class ColumnChoices;
class SessionController;
class StateView;

// How the user has divided the window; kept from one start to the next.
struct WorkAreaLayout {
    QByteArray columns; // tree | rest
    QByteArray rows;    // browser over dock
    QByteArray content; // browser | details
    bool tree = true;
    bool dock = true;
    bool details = true;
};

// The space below the toolbar: tree at the left down to the bottom edge, browser and details beside it, and
// the dock, which all sessions share, below those. Has a view for each open session and shows the current
// one; a session that could not be opened shows why instead.
class WorkArea final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(WorkArea)

public:
    // Takes over `dock`.
    WorkArea(const Appearance& appearance, SessionController& sessions, QWidget* dock,
             QWidget* parent = nullptr);
    ~WorkArea() override;

    void setCurrentIndex(int index);
    // Null when there is no session, or none could be opened.
    [[nodiscard]] SessionView* current() const;

    [[nodiscard]] bool isTreeOpen() const;
    [[nodiscard]] bool isDockOpen() const;
    [[nodiscard]] bool isDetailsOpen() const;
    void setTreeOpen(bool open);
    void setDockOpen(bool open);
    void setDetailsOpen(bool open);
    // What sessions opened from now on share.
    void setColumnChoices(std::shared_ptr<ColumnChoices> choices) { m_columnChoices = std::move(choices); }
    [[nodiscard]] WorkAreaLayout layoutState() const;
    void restoreLayout(const WorkAreaLayout& layout);

    // For the keyboard, after a session was chosen.
    void focusTree();
    // The widgets that F6 walks through, in order.
    [[nodiscard]] QList<QWidget*> areas() const;

signals:
    void currentViewChanged(); // another view, or the first one of a tab
    void placeChanged();       // in the current view
    void showCallRequested(quint64 callId);
    void copyRequested(const QString& text);
    void allowChangesRequested(); // by the current view
    void enterPathRequested();
    void chooseProfileRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Page {
        std::unique_ptr<SessionView> view; // or
        QWidget* error = nullptr;          // why there is none
    };

    void buildSplitters(QWidget* dock);
    [[nodiscard]] Page makePage(int index);
    [[nodiscard]] QWidget* makeError(int index, const Error& error);
    void connectView(SessionView* view);
    void dropPage(Page& page);
    void replacePage(int index);
    void showCurrent();
    void applyDetails();

    const Appearance& m_appearance;
    SessionController& m_sessions;
    std::vector<Page> m_pages;
    int m_current = -1;
    bool m_detailsWanted = true;
    QSplitter* m_columns;
    QSplitter* m_rows;
    QSplitter* m_content;
    QStackedWidget* m_trees;
    QStackedWidget* m_browsers;
    QStackedWidget* m_detailPanels;
    QWidget* m_dock;
    QWidget* m_nothing[3]; // empty pages of the three stacks
    std::shared_ptr<ColumnChoices> m_columnChoices;
};

} // namespace inia::ui
