#pragma once

#include "core/observe/exchangelog.h"
#include "core/observe/fileexport.h"
#include "ui/models/exchangefilter.h"
#include "ui/models/exchangelogmodel.h"
#include "ui/panels/dockpanel.h"

#include <QtCore/QTimer>
#include <QtWidgets/QLineEdit>

class QMenu;

namespace inia::ui {

class Appearance;
class CallDetail;
class FilterCompleter;
class SegmentedControl;
class ToolButton;
class TreeView;
class WindowServices;

// Where the inspector's filter is written: offers keys and the values that calls have had, underlines the
// word that is wrong.
class FilterField final : public QLineEdit {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(FilterField)

public:
    FilterField(const Appearance& appearance, std::shared_ptr<const ExchangeLog> log,
                QWidget* parent = nullptr);

    // Nothing is wrong without a length.
    void setWrong(ExchangeFilter::Span wrong);
    [[nodiscard]] QSize sizeHint() const override;
    // Gives way in a narrow window.
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    void offer();
    void offerValues();

    const Appearance& m_appearance;
    std::shared_ptr<const ExchangeLog> m_log;
    FilterCompleter* m_completer;
};

// Every call the program makes, of all sessions, with its attempts on a time line, and the chosen one in
// full. Only shows what the log has recorded.
class InspectorPanel final : public DockPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(InspectorPanel)

public:
    InspectorPanel(const Appearance& appearance, std::shared_ptr<ExchangeLog> log,
                   const std::shared_ptr<const Clock>& clock, WindowServices& services,
                   QWidget* parent = nullptr);

    // Selects a call and shows its response; takes filters away that hide it.
    void showCall(quint64 id);
    // By the id its service gave it, the newest; 0 for none.
    [[nodiscard]] quint64 callOf(const std::string& requestId) const;
    // Pages of a walk and parts of an object below a row of their own.
    void setGrouping(bool isGrouping);
    // Write the calls that are shown, without secrets. What came of it stands below the list.
    void saveHar(const QString& path);
    void saveHarWithoutAccounts(const QString& path); // the same made-up number for each
    void saveRecording(const QString& path);
    [[nodiscard]] TreeView* list() const { return m_list; }
    [[nodiscard]] CallDetail* detail() const { return m_detail; }
    // The sums below the list are up to date.
    [[nodiscard]] bool isSettled() const;

signals:
    // Calls in the log.
    void countChanged(qint64 count);
    // The menu of a row opens: whoever knows more to do with its call adds it.
    void rowMenuOpening(const std::shared_ptr<const ExchangeCall>& call, QMenu* menu);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildTools();
    void buildList();
    void fitColumns();
    void connectLog();
    void applyFilter();
    void toggleRecording();
    void askForFile(const QString& title, const QString& kinds, const QString& suffix,
                    void (InspectorPanel::*save)(const QString&));
    using Calls = std::vector<std::shared_ptr<const ExchangeCall>>;
    void exportHar(const QString& path, const HarOptions& options);
    void exportShown(const QString& path, const std::function<FileExport::Write(Calls)>& writer);
    [[nodiscard]] QMenu* saveMenu();
    void exportEnded();
    void openRowMenu(const QPoint& at);
    void addFilter(const QString& term);
    void refreshFoot();
    void followNewest();
    void selectCall(quint64 id);
    void showSelected(const QModelIndex& index);

    std::shared_ptr<ExchangeLog> m_log;
    ExchangeLogModel m_model;
    ExchangeFilterProxy m_proxy;
    QTimer m_footTimer;
    WindowServices& m_services;
    SegmentedControl* m_origin;
    FilterField* m_filter;
    QString m_filterNote; // what is wrong with it, or may be
    ToolButton* m_group;
    ToolButton* m_record;
    ToolButton* m_save;
    Owned<FileExport> m_export;
    QString m_exportNote; // what came of the last one
    TreeView* m_list;
    CallDetail* m_detail;
};

} // namespace inia::ui
