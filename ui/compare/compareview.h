#pragma once

#include "core/client/client.h"
#include "core/compare/comparison.h"
#include "core/compare/syncrun.h"
#include "core/s3/s3listing.h"
#include "ui/models/pairsmodel.h"
#include "ui/widgets/rowsview.h"

#include <QtCore/QPointer>

#include <optional>
#include <string>
#include <vector>

class QDialog;

namespace inia::ui {

class Appearance;
class ChangeGate;
class CompareBar;

// A folder of S3 beside a folder of this machine or another one of S3: how they differ, and making one what
// the other is. Compares by listing alone, unless it is told to look into contents; changes nothing before it
// has asked.
class CompareView final : public RowsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(CompareView)

public:
    // How two places are compared, as the address of the page has it.
    struct Wish {
        QString other; // a path, or s3://bucket/folder/
        bool isIntoOther = false;
        CompareWay way = CompareWay::LastSeen;
        QString filter; // lines as of .gitignore

        [[nodiscard]] std::string text() const;
        [[nodiscard]] static Wish fromText(const std::string& text);
    };

    // `gate` outlives the view.
    CompareView(const Appearance& appearance, ChangeGate& gate, QWidget* parent = nullptr);
    ~CompareView() override;

    // A client of S3 and who asks; compares at once where the wish says with what.
    void enter(Client client, TransferSession session, S3Location place, const Wish& wish);
    void leave();
    void compare();
    void cancel() override;
    void focusFilter() override;

    [[nodiscard]] const Comparison* comparison() const { return m_comparison.get(); }
    [[nodiscard]] const SyncRun* run() const { return m_run.get(); }
    [[nodiscard]] const PairsModel& pairs() const { return m_model; }
    // The question on the screen; null when there is none.
    [[nodiscard]] QDialog* question() const;

signals:
    // Another comparison, which is a place of its own.
    void wished(const std::string& text);
    // Objects have changed there.
    void changed();

private:
    CompareView(const Appearance& appearance, ChangeGate& gate, CompareBar* bar, QWidget* parent);

    void guard();
    [[nodiscard]] Result<ComparePlace> other() const;
    void compared();
    void ask();
    void start(std::vector<SyncItem> items);
    void ended();
    [[nodiscard]] QString totalsText() const;

    [[nodiscard]] RowsReport report() const override;
    void refresh() override;
    void loadMore() override {}
    void loadAll() override {}
    void retry() override { compare(); }
    void clearFilters() override {}
    [[nodiscard]] quint64 lastCallId() const override { return 0; }
    [[nodiscard]] std::string rowKey(int row) const override;
    [[nodiscard]] QString copyText() const override;

    ChangeGate& m_gate;
    std::optional<Client> m_client;
    TransferSession m_session;
    S3Location m_place;
    PairsModel m_model;
    std::optional<Error> m_error;
    Owned<Comparison> m_comparison;
    Owned<SyncRun> m_run;
    bool m_hasCompared = false;
    std::size_t m_runItems = 0;
    QString m_ran; // what came of the run
    QPointer<QDialog> m_question;
    CompareBar* m_bar;
};

} // namespace inia::ui
