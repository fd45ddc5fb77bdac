#pragma once

#include "core/s3/s3listing.h"
#include "ui/preview/previewview.h"
#include "ui/widgets/windowservices.h"

#include <QtWidgets/QDialog>

namespace inia::ui {

class SegmentedControl;

// An object to look into, and what is known of it without asking.
struct PreviewTarget {
    Client client;
    S3Location where;
    std::int64_t size = -1;
    std::string storageClass;

    [[nodiscard]] PreviewedObject object() const { return {client, {where.bucket, where.prefix, {}}, size}; }
    // Begins, unless reading it is charged for: that is said first.
    void showIn(PreviewView& view) const;
};

// An object in a window of its own. Space and Esc close it.
class PreviewWindow final : public QDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreviewWindow)

public:
    PreviewWindow(const Appearance& appearance, WindowServices& services, QWidget* parent);

    void showObject(const PreviewTarget& target);
    [[nodiscard]] PreviewView* view() const { return m_view; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Appearance& m_appearance;
    PreviewView* m_view;
};

// The details of an object by tabs: those of `summary`, and its preview, which begins when somebody looks.
// What is no object has no tabs.
class ObjectTabs final : public DetailsView {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectTabs)

public:
    // Takes `summary`.
    ObjectTabs(const Appearance& appearance, WindowServices& services, DetailsView* summary,
               QWidget* parent = nullptr);

    void showSelection(const Selection& selection) override;
    void clear() override;
    void goOn() override;
    [[nodiscard]] PreviewView* preview() const { return m_preview; }
    void showPreview(bool isPreview);

protected:
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void setObject(const PreviewTarget& target);
    void clearObject();
    // `isAsked`: somebody wants to see it, and has not only come by.
    void refresh(bool isAsked);

    const Appearance& m_appearance;
    std::optional<PreviewTarget> m_target;
    QWidget* m_bar;
    SegmentedControl* m_tabs;
    QStackedLayout* m_pages;
    DetailsView* m_summary;
    PreviewView* m_preview;
};

} // namespace inia::ui
