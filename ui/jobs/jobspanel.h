#pragma once

#include "ui/models/jobmodels.h"
#include "ui/panels/dockpanel.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QPointer>
#include <QtWidgets/QDialog>

#include <functional>
#include <optional>
#include <set>
#include <vector>

class QLineEdit;
class QStackedLayout;

namespace inia::ui {

class KeyValueView;
class SegmentedControl;
class StateView;
class TableView;
class TextLabel;
class ToolButton;

// What came of each item of a job, to look through and to keep as a file.
class JobReportDialog final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobReportDialog)

public:
    JobReportDialog(const Appearance& appearance, Job job, QWidget* parent);
    ~JobReportDialog() override;

    [[nodiscard]] TableView* table() const { return m_table; }
    [[nodiscard]] JobReportModel& model() { return m_model; }
    // Beside the event loop; exported() tells how it ended.
    void exportTo(const QString& path, ReportFormat format);

signals:
    void exported(const QString& path, const QString& problem); // null when it is good
    void copyRequested(const QString& text);

private:
    void buildTable();
    void filter();
    void askForFile(ReportFormat format);

    JobReportModel m_model;
    SegmentedControl* m_outcomes;
    QLineEdit* m_text;
    TableView* m_table;
    TextLabel* m_sums;
};

// The jobs of all sessions, those of earlier times too: how far they are, and what can be done about them.
class JobsPanel final : public DockPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(JobsPanel)

public:
    // `jobs` outlives the panel.
    JobsPanel(const Appearance& appearance, JobList& jobs, QWidget* parent = nullptr);

    [[nodiscard]] JobList& jobs() const { return m_jobs; }
    [[nodiscard]] TableView* table() const { return m_table; }
    // As soon as it has a row.
    void select(quint64 id);
    // In the foot; empty for nothing.
    void setNotice(const QString& notice);
    // What came of the items of the job that is selected.
    void showReport();
    [[nodiscard]] JobReportDialog* report() const { return m_report; }

    // A job that was begun here: it is to be looked at when it takes its time, or needs somebody.
    void watch(quint64 id);
    // Asks while jobs run, and closes the window when that is to be; true when nothing is in its way.
    [[nodiscard]] bool mayClose(QWidget* window, const SessionInfo& session);

signals:
    void lookWanted(quint64 id); // 0: at no job of its own
    void undoRequested(quint64 id);
    void retryRequested(quint64 id);
    // Jobs that have not come to their end.
    void countChanged(int count);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Command {
        ToolButton* button;
        bool (*fits)(const JobSummary&);
    };

    void addCommand(const QString& icon, const QString& text, bool (*fits)(const JobSummary&),
                    std::function<void(quint64)> act);
    void buildTable();
    [[nodiscard]] QWidget* newDetail();
    [[nodiscard]] std::optional<quint64> selected() const;
    void refresh();
    void follow(quint64 id);
    void showMenu(const QPoint& inTable);

    JobList& m_jobs;
    JobTableModel m_model;
    TableView* m_table;
    KeyValueView* m_facts;
    TextLabel* m_why;
    StateView* m_empty;
    QStackedLayout* m_pages;
    std::vector<Command> m_commands;
    QPointer<JobReportDialog> m_report;
    QString m_notice;
    std::set<quint64> m_watched;
    quint64 m_wanted = 0; // to be selected; 0 for none
    bool m_mayClose = false;
};

} // namespace inia::ui
