#pragma once

#include "core/resource/collectionexport.h"
#include "ui/browse/centrepage.h"
#include "ui/browse/exportdesk.h"

namespace inia::ui {

class RowsView;

// A page whose widget is rows: what the window wants of the page, the view does. Those of a collection can be
// exported.
class RowsPage : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowsPage)

public:
    [[nodiscard]] QWidget* focusArea() const override;
    void goOn() override;
    void cancelLoading() override;
    void focusRows() override;
    void focusFilter() override;
    [[nodiscard]] Act act(CommandId id) override;
    void showNotice(const QString& text) override;
    [[nodiscard]] ExportDesk& exports() const { return *m_exports; }

protected:
    RowsPage(const Appearance& appearance, RowsView* view);

private:
    // All that is listed, as the table has it; fails with why it cannot be exported. The format is added.
    [[nodiscard]] virtual Result<ExportDesk::Wish> exportWish() const;
    [[nodiscard]] Act exportAs(CollectionExport::Format format);

    RowsView* m_rows;      // the page's widget
    ExportDesk* m_exports; // the view's
};

} // namespace inia::ui
